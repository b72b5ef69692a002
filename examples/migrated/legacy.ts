// A handler as teams write it by hand: after the end-to-end sample of the developer guide.
interface LegacyEvent {
  readonly InvocationEventType: string;
  readonly ActionData?: { readonly Type?: string; readonly ReceivedDigits?: string };
  readonly CallDetails: {
    readonly TransactionId: string;
    readonly Participants: readonly { readonly CallId: string }[];
  };
}

const pins: Readonly<Record<string, string>> = { "12345": "weekly" };

/** Makes a meeting and an attendee, somewhere else in the handler. */
export type Join = (meeting: string, user: string) => Promise<{ MeetingId: string; JoinToken: string }>;

// #region handler
export const legacyHandler =
  (join: Join) =>
  async ({ InvocationEventType, ActionData, CallDetails }: LegacyEvent): Promise<unknown> => {
    const CallId = CallDetails.Participants[0]?.CallId;
    switch (InvocationEventType) {
      case "NEW_INBOUND_CALL":
        return answer({
          Type: "SpeakAndGetDigits",
          Parameters: {
            CallId,
            SpeechParameters: { Text: "Please enter your PIN." },
            FailureSpeechParameters: { Text: "There is no such PIN. Please enter it again." },
            MinNumberOfDigits: 3,
            MaxNumberOfDigits: 5,
            TerminatorDigits: ["#"],
            InBetweenDigitsDurationInMilliseconds: 5000,
            Repeat: 3,
            RepeatDurationInMilliseconds: 10000,
          },
        });
      case "ACTION_SUCCESSFUL": {
        if (ActionData?.Type !== "SpeakAndGetDigits") return answer();
        const meeting = pins[ActionData.ReceivedDigits ?? ""];
        if (meeting === undefined) return answer({ Type: "Hangup", Parameters: { CallId } });
        return answer({
          Type: "JoinChimeMeeting",
          Parameters: await join(meeting, CallDetails.TransactionId),
        });
      }
      // The caller typed nothing, a prompt was missing, the service was throttled: silence.
      default:
        return answer();
    }
  };

const answer = (...Actions: readonly object[]) => ({ SchemaVersion: "1.0", Actions });
// #endregion
