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
const answer = (Actions, TransactionAttributes) => ({
  SchemaVersion: "1.0",
  Actions,
  ...(TransactionAttributes && { TransactionAttributes }),
});
const keep = { SchemaVersion: "1.0" };
const others = (event) =>
  event.CallDetails.Participants.filter((leg) => leg.Status === "Connected").map((leg) =>
    hangup({ CallId: leg.CallId }),
  );

module.exports = { play, speak, hangup, menu, bridge, answer, keep, others };
