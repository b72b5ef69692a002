import * as z from "zod";
import { once } from "../once.js";

const id = once(() => z.string().min(1));

const participantSchema = once(() =>
  z.looseObject({
    CallId: id(),
    // One old sample lacks it, and one page prints Leg-A (1.4).
    ParticipantTag: z
      .string()
      .transform((tag) => tag.toUpperCase())
      .optional(),
    // What an anonymous caller or a SIP address brings is undocumented (7.2 l); nobody is turned away for it.
    To: z.string().default(""),
    From: z.string().default(""),
    Direction: z.string(),
    // Pages print magnitudes that are no time at all.
    StartTimeInMilliseconds: z.union([z.string(), z.number()]).optional(),
    // Missing on real first events.
    Status: z.string().optional(),
    SipHeaders: z.record(z.string(), z.string()).optional(),
  }),
);

export const callDetailsSchema = once(() =>
  z
    .looseObject({
      TransactionId: id(),
      // It came as JSON; what it must be is up to whoever wrote it.
      TransactionAttributes: z.record(z.string(), z.unknown()).optional(),
      AwsAccountId: id(),
      AwsRegion: id(),
      SipRuleId: id().optional(),
      SipMediaApplicationId: id().optional(),
      // Older pages call it so (7.1 #5).
      SipApplicationId: id().optional(),
      Participants: z.array(participantSchema()).min(1),
    })
    .transform(({ SipMediaApplicationId, SipApplicationId, ...rest }) => {
      const sma = SipMediaApplicationId ?? SipApplicationId;
      return {
        ...rest,
        ...(sma !== undefined && { SipMediaApplicationId: sma }),
        ...(SipApplicationId !== undefined && { SipApplicationId }),
      };
    }),
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
