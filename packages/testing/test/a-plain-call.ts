/** What a test needs of an event, and actions for a handler that knows nothing but the wire. */
export interface PlainEvent {
  readonly InvocationEventType: string;
  readonly ActionData?: {
    readonly Type?: string;
    readonly ReceivedDigits?: string;
    readonly IntentResult?: { readonly SessionState?: { readonly Intent?: { readonly Name?: string } } };
  };
  readonly CallDetails: {
    readonly Participants: readonly {
      readonly CallId: string;
      readonly From: string;
      readonly ParticipantTag: string;
    }[];
  };
}

type Actions = readonly object[];

/** A handler that answers by what has come: the first action, or what an action has reported. */
export const answering =
  (byEvent: Readonly<Record<string, (event: PlainEvent) => Actions | Promise<Actions>>>) =>
  async (given: unknown) => {
    const event = given as PlainEvent;
    const { InvocationEventType: type, ActionData } = event;
    const answer = byEvent[`${type}:${ActionData?.Type}`] ?? byEvent[type];
    return { SchemaVersion: "1.0", Actions: (await answer?.(event)) ?? [] };
  };

export const callIdOf = ({ CallDetails }: PlainEvent, tag = "LEG-A"): string =>
  CallDetails.Participants.find(({ ParticipantTag }) => ParticipantTag === tag)?.CallId ?? "";

export const speak = (CallId: string, Text: string) => ({ Type: "Speak", Parameters: { CallId, Text } });
export const play = (BucketName: string, Key: string) => ({
  Type: "PlayAudio",
  Parameters: { AudioSource: { Type: "S3", BucketName, Key } },
});
export const hangUp = (CallId: string) => ({ Type: "Hangup", Parameters: { CallId } });
export const record = (BucketName: string) => ({
  Type: "RecordAudio",
  Parameters: {
    DurationInSeconds: "30",
    SilenceDurationInSeconds: 3,
    RecordingTerminators: ["#"],
    RecordingDestination: { Type: "S3", BucketName, Prefix: "voice-mail/" },
  },
});
export const collect = (CallId: string, Text: string) => ({
  Type: "SpeakAndGetDigits",
  Parameters: {
    CallId,
    SpeechParameters: { Text },
    FailureSpeechParameters: { Text },
    MinNumberOfDigits: 1,
    MaxNumberOfDigits: 1,
    RepeatDurationInMilliseconds: 5000,
  },
});
export const bridge = ({ CallDetails }: PlainEvent) => ({
  Type: "CallAndBridge",
  Parameters: {
    CallTimeoutSeconds: 30,
    CallerIdNumber: CallDetails.Participants[0]?.From,
    Endpoints: [{ BridgeEndpointType: "PSTN", Uri: "+12065550155" }],
  },
});
