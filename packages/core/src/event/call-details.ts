import * as z from "zod/mini";
import { once } from "../once.js";

const id = once(() => z.string().check(z.minLength(1)));

const participantSchema = once(() =>
  z.looseObject({
    CallId: id(),
    // One old sample lacks it, and one page prints Leg-A (1.4).
    ParticipantTag: z.optional(
      z.pipe(
        z.string(),
        z.transform((tag) => tag.toUpperCase()),
      ),
    ),
    // What an anonymous caller or a SIP address brings is undocumented (7.2 l); nobody is turned away for it.
    To: z._default(z.string(), ""),
    From: z._default(z.string(), ""),
    Direction: z.string(),
    // Pages print magnitudes that are no time at all.
    StartTimeInMilliseconds: z.optional(z.union([z.string(), z.number()])),
    // Missing on real first events.
    Status: z.optional(z.string()),
    SipHeaders: z.optional(z.record(z.string(), z.string())),
  }),
);

export const callDetailsSchema = once(() =>
  z.pipe(
    z.looseObject({
      TransactionId: id(),
      // It came as JSON; what it must be is up to whoever wrote it.
      TransactionAttributes: z.optional(z.record(z.string(), z.unknown())),
      AwsAccountId: id(),
      AwsRegion: id(),
      SipRuleId: z.optional(id()),
      SipMediaApplicationId: z.optional(id()),
      // Older pages call it so (7.1 #5).
      SipApplicationId: z.optional(id()),
      Participants: z.array(participantSchema()).check(z.minLength(1)),
    }),
    z.transform((details) => {
      const { SipMediaApplicationId, SipApplicationId } = details;
      if (SipMediaApplicationId !== undefined || SipApplicationId === undefined) return details;
      return { ...details, SipMediaApplicationId: SipApplicationId };
    }),
  ),
);

/** One leg as the service tells it. */
export type Participant = z.output<ReturnType<typeof participantSchema>>;

/** The call as the service tells it; read it leniently, participants come in any order. */
export interface CallDetails {
  readonly TransactionId: string;
  readonly TransactionAttributes?: Readonly<Record<string, unknown>> | undefined;
  readonly AwsAccountId: string;
  readonly AwsRegion: string;
  readonly SipRuleId?: string | undefined;
  readonly SipMediaApplicationId?: string | undefined;
  readonly Participants: readonly Participant[];
}
