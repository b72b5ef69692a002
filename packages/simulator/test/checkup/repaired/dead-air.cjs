const BUCKET = "prompt-bucket";

const play = (key, extra) => ({
  Type: "PlayAudio",
  Parameters: { AudioSource: { Type: "S3", BucketName: BUCKET, Key: key }, ...extra },
});
const speak = (Text) => ({ Type: "Speak", Parameters: { Text } });
const hangup = (extra) => ({ Type: "Hangup", Parameters: { SipResponseCode: "0", ...extra } });
const menu = () => ({
  Type: "PlayAudioAndGetDigits",
  Parameters: {
    AudioSource: { Type: "S3", BucketName: BUCKET, Key: "menu.wav" },
    FailureAudioSource: { Type: "S3", BucketName: BUCKET, Key: "again.wav" },
    MinNumberOfDigits: 3,
    MaxNumberOfDigits: 5,
    Repeat: 2,
    RepeatDurationInMilliseconds: 4000,
  },
});
const bridge = () => ({
  Type: "CallAndBridge",
  Parameters: {
    CallTimeoutSeconds: 20,
    CallerIdNumber: "+12065550101",
    Endpoints: [{ BridgeEndpointType: "PSTN", Uri: "+12065550199" }],
  },
});
const answer = (event, Actions, TransactionAttributes) => ({
  SchemaVersion: "1.0",
  Actions,
  ...(TransactionAttributes && { TransactionAttributes }),
});
const keep = { SchemaVersion: "1.0" };
const others = (event) =>
  event.CallDetails.Participants.filter((leg) => leg.Status === "Connected").map((leg) => hangup({ CallId: leg.CallId }));
exports.handler = async (event) => {
  switch (event.InvocationEventType) {
    case "NEW_INBOUND_CALL":
      return answer(event, [play("welcome.wav"), menu()]);
    case "ACTION_SUCCESSFUL":
      if (event.ActionData.Type === "PlayAudioAndGetDigits") {
        return answer(event, [play("connecting.wav"), bridge()]);
      }
      if (event.ActionData.Type === "CallAndBridge") return keep;
      return answer(event, others(event));
    case "ACTION_FAILED":
      if (event.ActionData.Type === "Speak") return answer(event, others(event));
      return answer(event, [speak("We are sorry. Please call again later."), hangup()]);
    case "HANGUP":
      return answer(event, others(event));
    case "INVALID_LAMBDA_RESPONSE":
      return answer(event, [speak("We are sorry. Please call again later."), hangup()]);
    default:
      return keep;
  }
};
