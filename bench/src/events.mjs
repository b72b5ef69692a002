// The events of the dial-in flow, as the service sends them; each call with ids of its own.
const participants = (id) => [
  {
    CallId: `${id}-a`,
    ParticipantTag: "LEG-A",
    To: "+12065550101",
    From: "+12065550102",
    Direction: "Inbound",
    StartTimeInMilliseconds: "1767225600000",
    Status: "Connected",
  },
];

const details = (id, attributes) => ({
  TransactionId: id,
  AwsAccountId: "111122223333",
  AwsRegion: "us-east-1",
  SipRuleId: "cce5c298-4e61-4f6b-bf87-39cacfb5a15f",
  SipMediaApplicationId: "9324457f-ad47-407d-bf45-5d409e714808",
  Participants: participants(id),
  ...(attributes && { TransactionAttributes: attributes }),
});

export const idOf = (index) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;

export const newInboundCall = (id) => ({
  SchemaVersion: "1.0",
  Sequence: 1,
  InvocationEventType: "NEW_INBOUND_CALL",
  CallDetails: details(id),
});

export const digitsEntered = (id, attributes, ReceivedDigits = "12345") => ({
  SchemaVersion: "1.0",
  Sequence: 3,
  InvocationEventType: "ACTION_SUCCESSFUL",
  ActionData: {
    Type: "PlayAudioAndGetDigits",
    Parameters: {
      CallId: `${id}-a`,
      AudioSource: { Type: "S3", BucketName: "prompts", Key: "enter-pin.wav" },
      FailureAudioSource: { Type: "S3", BucketName: "prompts", Key: "invalid-pin.wav" },
      MinNumberOfDigits: 3,
      MaxNumberOfDigits: 5,
      TerminatorDigits: ["#"],
      InBetweenDigitsDurationInMilliseconds: 5000,
      Repeat: 3,
      RepeatDurationInMilliseconds: 10000,
    },
    ReceivedDigits,
  },
  CallDetails: details(id, attributes),
});

export function hangup(id, attributes) {
  const event = {
    SchemaVersion: "1.0",
    Sequence: 4,
    InvocationEventType: "HANGUP",
    ActionData: {
      Type: "Hangup",
      Parameters: { SipResponseCode: 0, CallId: `${id}-a`, ParticipantTag: "LEG-A" },
    },
    CallDetails: details(id, attributes),
  };
  event.CallDetails.Participants[0].Status = "Disconnected";
  return event;
}
