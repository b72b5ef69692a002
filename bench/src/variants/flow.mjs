// What every variant answers: the documented dial-in, with a meeting that costs nothing.
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

export const join = () => ({
  Type: "JoinChimeMeeting",
  Parameters: { JoinToken: meeting.joinToken, MeetingId: meeting.meetingId },
});

/** The whole flow as a `switch`: what teams write by hand. */
export async function answer(event) {
  const leg = event.CallDetails.Participants[0].CallId;
  switch (event.InvocationEventType) {
    case "NEW_INBOUND_CALL":
      return {
        SchemaVersion: "1.0",
        Actions: [play(leg, "welcome.wav"), collect(leg)],
        TransactionAttributes: { step: "pin" },
      };
    case "ACTION_SUCCESSFUL":
      return event.ActionData.ReceivedDigits === "12345"
        ? {
            SchemaVersion: "1.0",
            Actions: [join()],
            TransactionAttributes: { step: "joined", meeting: "weekly" },
          }
        : { SchemaVersion: "1.0", Actions: [collect(leg)] };
    default:
      return { SchemaVersion: "1.0", Actions: [] };
  }
}
