import { paginateListSipRules, type SipRule } from "@aws-sdk/client-chime-sdk-voice";
import type { Clients } from "../clients.js";
import { type Finding, finding } from "../findings.js";
import { read } from "../read.js";
import type { Target } from "./application.js";

export interface ReadRules {
  readonly rules: readonly SipRule[];
  readonly findings: readonly Finding[];
}

/** All SIP rules that the account has in a region. */
export async function readRules({ voice }: Clients): Promise<ReadRules> {
  const got = await read("The account", "ListSipRules", async () => {
    const rules: SipRule[] = [];
    for await (const { SipRules = [] } of paginateListSipRules({ client: voice }, {}))
      rules.push(...SipRules);
    return rules;
  });
  if (got.is === "there") return { rules: got.value, findings: [] };
  return { rules: [], findings: got.is === "unreadable" ? [got.finding] : [] };
}

/** The rules of a number, and what is wrong with them. */
export function checkRulesOf(
  number: string,
  rules: readonly SipRule[],
): { readonly own: readonly SipRule[]; readonly findings: readonly Finding[] } {
  const own = rules.filter(({ TriggerValue }) => TriggerValue === number);
  return {
    own,
    findings:
      own.length === 0
        ? [finding("rule-missing", `The number ${number}`, "has no SIP rule")]
        : checkEnabled(`The number ${number}`, own),
  };
}

/** Whether an application gets calls by any rule. */
export function checkRulesTo({ id }: Target, rules: readonly SipRule[]): readonly Finding[] {
  const own = rules.filter(({ TargetApplications = [] }) =>
    TargetApplications.some(({ SipMediaApplicationId }) => SipMediaApplicationId === id),
  );
  const where = `The SIP media application ${id}`;
  return own.length === 0
    ? [finding("rule-missing", where, "has no SIP rule that leads calls to it")]
    : checkEnabled(where, own);
}

/** The applications that rules lead to, in the order in which they are tried. */
export const targetsOf = (rules: readonly SipRule[], region: string): readonly Target[] =>
  rules.flatMap(({ TargetApplications = [] }) =>
    TargetApplications.toSorted((one, other) => (one.Priority ?? 0) - (other.Priority ?? 0)).flatMap(
      ({ SipMediaApplicationId: id, AwsRegion = region }) =>
        id === undefined ? [] : [{ id, region: AwsRegion }],
    ),
  );

const checkEnabled = (where: string, rules: readonly SipRule[]): Finding[] =>
  rules.every(({ Disabled }) => Disabled)
    ? rules.map(({ Name, SipRuleId }) =>
        finding("rule-disabled", where, `has the SIP rule ${Name} (${SipRuleId}), which is disabled`),
      )
    : [];
