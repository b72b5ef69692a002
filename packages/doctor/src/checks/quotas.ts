import { paginateListServiceQuotas, type ServiceQuota } from "@aws-sdk/client-service-quotas";
import type { Clients } from "../clients.js";
import { type Finding, finding } from "../findings.js";
import { read } from "../read.js";

/** What is wanted of the phone service in a region. */
export interface Wanted {
  /** Calls at once. */
  readonly calls?: number | undefined;
  /** Whether calls are handed to Lex. */
  readonly bots?: boolean | undefined;
}

export interface CheckedQuotas {
  /** Calls that there may be at once. */
  readonly calls: number;
  readonly findings: readonly Finding[];
}

// Service Quotas lists what was raised, and not all of the rest: what is not listed stands at these (wire.md 4.11).
const usualCalls = 10;
const usualBots = 0;

/** Looks at how much the account may have of the phone service in a region. */
export async function checkQuotas(
  { quotas }: Clients,
  region: string,
  wanted: Wanted,
): Promise<CheckedQuotas> {
  const where = `The account in ${region}`;
  const got = await read(where, "ListServiceQuotas", async () => {
    const all: ServiceQuota[] = [];
    for await (const { Quotas = [] } of paginateListServiceQuotas(
      { client: quotas },
      { ServiceCode: "chime" },
    ))
      all.push(...Quotas);
    return all;
  });
  if (got.is === "unreadable") return { calls: usualCalls, findings: [got.finding] };
  const listed = got.is === "there" ? got.value : [];
  // Known by their names: quota codes are in no page.
  const calls = quotaOf(
    listed,
    (name) =>
      /sip media application/.test(name) && /calls/.test(name) && !/rate|per second|create|update/.test(name),
    usualCalls,
  );
  const bots = quotaOf(listed, (name) => /\blex\b/.test(name) && /bots?\b/.test(name), usualBots);
  return {
    calls: calls.value,
    findings: [
      ...(wanted.calls !== undefined && calls.value < wanted.calls
        ? [
            finding(
              "calls-quota",
              where,
              `may have ${calls.value} calls at once (${calls.told}), and ${wanted.calls} are wanted`,
            ),
          ]
        : []),
      ...(wanted.bots && bots.value < 1
        ? [finding("bots-quota", where, `may use no Lex bot in calls (${bots.told})`)]
        : []),
    ],
  };
}

function quotaOf(
  listed: readonly ServiceQuota[],
  isIt: (name: string) => boolean,
  usual: number,
): { readonly value: number; readonly told: string } {
  const found = listed.find(({ QuotaName = "" }) => isIt(QuotaName.toLowerCase()));
  return found?.Value === undefined
    ? { value: usual, told: "the default" }
    : { value: found.Value, told: `quota ${found.QuotaCode}` };
}
