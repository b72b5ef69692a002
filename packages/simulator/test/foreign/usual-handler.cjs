// An SMA handler as many teams have one: a switch over event types, grown over the years.
var prompts = "prompt-bucket";

exports.handler = function (event, context, callback) {
  var actions;
  switch (event.InvocationEventType) {
    case "NEW_INBOUND_CALL":
      actions = [play("welcome.wav"), menu()];
      break;
    case "ACTION_SUCCESSFUL":
      actions = event.ActionData.Type === "PlayAudioAndGetDigits" ? pressed(event.ActionData.ReceivedDigits) : [];
      break;
    case "ACTION_FAILED":
      actions = [play("sorry.wav"), { Type: "Hangup", Parameters: { SipResponseCode: "0", ParticipantTag: "" } }];
      break;
    default:
      actions = [];
  }
  callback(null, { SchemaVersion: "1.0", Actions: actions });
};

function pressed(digits) {
  if (digits === "1") return [play("open-hours.wav"), menu()];
  return [play("goodbye.wav"), { Type: "Hangup", Parameters: { SipResponseCode: "0" } }];
}

function play(key) {
  return {
    Type: "PlayAudio",
    Parameters: { CallId: "", Repeat: "1", AudioSource: { Type: "S3", BucketName: prompts, Key: key } },
  };
}

function menu() {
  return {
    Type: "PlayAudioAndGetDigits",
    Parameters: {
      CallId: "",
      AudioSource: { Type: "S3", BucketName: prompts, Key: "menu.wav" },
      FailureAudioSource: { Type: "S3", BucketName: prompts, Key: "again.wav" },
      MinNumberOfDigits: "1",
      MaxNumberOfDigits: "1",
      Repeat: "3",
      RepeatDurationInMilliseconds: "5000",
    },
  };
}
