import type { EngineParts } from "./call-setup.js";
import { participantOf, type SimLeg } from "./legs.js";

/** What of a call its events tell. */
export interface CallFacts {
  readonly parts: Pick<EngineParts, "region" | "sipRuleId" | "sipMediaApplicationId">;
  readonly transactionId: string;
  readonly outbound: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly legs: readonly SimLeg[];
}

/** An invocation event as the service sends it (wire.md 1): nothing that is empty, in the order of real ones. */
export function wireEvent(type: string, sequence: number, data: object | undefined, call: CallFacts): object {
  const { parts, transactionId, outbound, attributes, legs } = call;
  // What was refused is told beside the call, everything else as its action data (7.1 #11).
  const refused = type === "INVALID_LAMBDA_RESPONSE";
  return {
    SchemaVersion: "1.0",
    Sequence: sequence,
    InvocationEventType: type,
    ...(data && !refused && { ActionData: data }),
    CallDetails: {
      TransactionId: transactionId,
      ...(Object.keys(attributes).length > 0 && { TransactionAttributes: attributes }),
      AwsAccountId: "111122223333",
      AwsRegion: parts.region,
      ...(!outbound && { SipRuleId: parts.sipRuleId }),
      SipMediaApplicationId: parts.sipMediaApplicationId,
      Participants: legs.map(participantOf),
    },
    ...(refused && data),
  };
}
