// What every variant answers: the documented dial-in, with a meeting that costs nothing.
export const pin = "12345";
export const meeting = { meetingId: "meeting-1", attendeeId: "attendee-1", joinToken: "a-join-token" };

export const play = (CallId, Key) => ({
  Type: "PlayAudio",
  Parameters: { CallId, AudioSource: { Type: "S3", BucketName: "prompts", Key } },
});

export const collect = (CallId) => ({
  Type: "PlayAudioAndGetDigits",
  Parameters: {
    CallId,
    AudioSource: { Type: "S3", BucketName: "prompts", Key: "enter-pin.wav" },
    FailureAudioSource: { Type: "S3", BucketName: "prompts", Key: "invalid-pin.wav" },
    MinNumberOfDigits: 3,
    MaxNumberOfDigits: 5,
    TerminatorDigits: ["#"],
    InBetweenDigitsDurationInMilliseconds: 5000,
    Repeat: 3,
    RepeatDurationInMilliseconds: 10000,
  },
});

/** Listens for *6 and *9 in the background. */
export const listen = (CallId) => ({
  Type: "ReceiveDigits",
  Parameters: {
    CallId,
    InputDigitsRegex: "^[0-9*#]*(\\*6|\\*9)$",
    InBetweenDigitsDurationInMilliseconds: 1000,
    FlushDigitsDurationInMilliseconds: 5000,
  },
});

export const join = (CallId) => ({
  Type: "JoinChimeMeeting",
  Parameters: { CallId, JoinToken: meeting.joinToken, MeetingId: meeting.meetingId },
});

/** The whole flow as a `switch`: what teams write by hand. */
export async function answer(event) {
  const leg = event.CallDetails.Participants[0].CallId;
  const { TransactionAttributes } = event.CallDetails;
  switch (event.InvocationEventType) {
    case "NEW_INBOUND_CALL":
      return {
        SchemaVersion: "1.0",
        Actions: [play(leg, "welcome.wav"), listen(leg), collect(leg)],
        TransactionAttributes: { step: "pin" },
      };
    case "ACTION_SUCCESSFUL":
      switch (event.ActionData.Type) {
        case "PlayAudioAndGetDigits":
          return event.ActionData.ReceivedDigits === pin
            ? {
                SchemaVersion: "1.0",
                Actions: [listen(leg), join(leg)],
                TransactionAttributes: { step: "joined", meeting: "weekly" },
              }
            : { SchemaVersion: "1.0", Actions: [listen(leg), collect(leg)], TransactionAttributes };
        default:
          return { SchemaVersion: "1.0", Actions: [listen(leg)], TransactionAttributes };
      }
    default:
      return { SchemaVersion: "1.0", Actions: [], TransactionAttributes };
  }
}
