// The schemas that the validating peers have: what somebody careful checks of these events and actions, and no more.
import * as z from "zod";

const source = z.object({ Type: z.literal("S3"), BucketName: z.string(), Key: z.string() });
const participant = z.object({
  CallId: z.string(),
  ParticipantTag: z.string(),
  To: z.string(),
  From: z.string(),
  Direction: z.enum(["Inbound", "Outbound"]),
  StartTimeInMilliseconds: z.string(),
  Status: z.enum(["Connected", "Disconnected"]).optional(),
});

export const eventSchema = z.object({
  SchemaVersion: z.string(),
  Sequence: z.int(),
  InvocationEventType: z.enum(["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL", "ACTION_FAILED", "HANGUP"]),
  ActionData: z
    .object({ Type: z.string(), Parameters: z.looseObject({}), ReceivedDigits: z.string().optional() })
    .optional(),
  CallDetails: z.object({
    TransactionId: z.string(),
    AwsAccountId: z.string(),
    AwsRegion: z.string(),
    SipRuleId: z.string(),
    SipMediaApplicationId: z.string(),
    Participants: z.array(participant).min(1).max(2),
    TransactionAttributes: z.record(z.string(), z.string()).optional(),
  }),
});

const digits = {
  MinNumberOfDigits: z.int().min(0).max(128),
  MaxNumberOfDigits: z.int().min(0).max(128),
  TerminatorDigits: z.array(z.string()),
  InBetweenDigitsDurationInMilliseconds: z.int().min(1),
  Repeat: z.int().min(1),
  RepeatDurationInMilliseconds: z.int().min(1),
};

export const responseSchema = z.object({
  SchemaVersion: z.literal("1.0"),
  Actions: z
    .array(
      z.discriminatedUnion("Type", [
        z.object({
          Type: z.literal("PlayAudio"),
          Parameters: z.object({ CallId: z.string(), AudioSource: source }),
        }),
        z.object({
          Type: z.literal("PlayAudioAndGetDigits"),
          Parameters: z.object({
            CallId: z.string(),
            AudioSource: source,
            FailureAudioSource: source,
            ...digits,
          }),
        }),
        z.object({
          Type: z.literal("ReceiveDigits"),
          Parameters: z.object({
            CallId: z.string(),
            InputDigitsRegex: z.string(),
            InBetweenDigitsDurationInMilliseconds: z.int().min(1),
            FlushDigitsDurationInMilliseconds: z.int().min(1),
          }),
        }),
        z.object({
          Type: z.literal("JoinChimeMeeting"),
          Parameters: z.object({ CallId: z.string(), JoinToken: z.string(), MeetingId: z.string() }),
        }),
      ]),
    )
    .max(10),
  TransactionAttributes: z.record(z.string(), z.string()).optional(),
});
