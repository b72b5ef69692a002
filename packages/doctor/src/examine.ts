import { paginateListSipMediaApplications } from "@aws-sdk/client-chime-sdk-voice";
import { type Application, checkApplication, type Target } from "./checks/application.js";
import { captures, checkBuckets, joinedCaptures, prompts, recordings } from "./checks/bucket.js";
import { checkCallerNumber, checkDialledNumber } from "./checks/number.js";
import { checkQuotas } from "./checks/quotas.js";
import { checkRulesOf, checkRulesTo, readRules, targetsOf } from "./checks/rules.js";
import { type ClientConfig, type Clients, clientsByRegion } from "./clients.js";
import { type Finding, finding } from "./findings.js";
import { read } from "./read.js";

export interface ExamineOptions {
  /** Region of the applications and of the rules. */
  readonly region: string;
  /** Ids of SIP media applications; default those that the numbers lead to, and without numbers all of the region. */
  readonly applications?: readonly string[];
  /** Numbers that callers dial, as E.164. */
  readonly numbers?: readonly string[];
  /** Buckets that prompts are played from. */
  readonly prompts?: readonly string[];
  /** Buckets that recordings are written to. */
  readonly recordings?: readonly string[];
  /** Buckets that meetings are captured into. */
  readonly captures?: readonly string[];
  /** Whether captures are joined, as by `concatenate` of `meetingCapture`. */
  readonly concatenate?: boolean;
  /** Calls that there are to be at once. */
  readonly calls?: number;
  /** Whether calls are handed to Lex. */
  readonly bots?: boolean;
  /** Numbers that calls are placed from, as E.164. */
  readonly callers?: readonly string[];
  /** For all clients of the SDK; default as the SDK finds them. */
  readonly client?: ClientConfig;
}

/** Looks at a deployed IVR without changing anything; answers what keeps its calls from working. */
export async function examine(options: ExamineOptions): Promise<readonly Finding[]> {
  const { region, applications = [], numbers = [], callers = [] } = options;
  const clientsOf = clientsByRegion(options.client ?? {});
  const home = clientsOf(region);
  const findings: Finding[] = [];

  const { rules, findings: unreadRules } = await readRules(home);
  findings.push(...unreadRules);
  const targets: Target[] = applications.map((id) => ({ id, region }));
  for (const number of numbers) {
    const { own, findings: found } = checkRulesOf(number, rules);
    // Without reading rights, that there are none says nothing.
    if (unreadRules.length === 0) findings.push(...found);
    findings.push(...(await checkDialledNumber(number, home)));
    targets.push(...targetsOf(own, region));
  }
  if (applications.length === 0 && numbers.length === 0) {
    const { targets: all, findings: found } = await allApplications(home, region);
    findings.push(...found);
    targets.push(...all);
  }

  const there: Application[] = [];
  for (const of of new Set(targets.map((target) => target.region))) {
    const { calls, findings: foundOfQuotas } = await checkQuotas(clientsOf(of), of, options);
    findings.push(...foundOfQuotas);
    for (const target of unique(targets).filter((one) => one.region === of)) {
      const { application, findings: found } = await checkApplication(target, clientsOf, calls);
      findings.push(...found);
      if (!application) continue;
      there.push(application);
      if (unreadRules.length === 0 && of === region) findings.push(...checkRulesTo(target, rules));
    }
  }
  for (const [buckets = [], purpose] of [
    [options.prompts, prompts],
    [options.recordings, recordings],
    [options.captures, options.concatenate ? joinedCaptures : captures],
  ] as const) {
    findings.push(...(await checkBuckets(home.s3, buckets, purpose, there)));
  }
  for (const caller of callers) findings.push(...(await checkCallerNumber(caller, home)));
  return findings;
}

async function allApplications(
  { voice }: Clients,
  region: string,
): Promise<{ readonly targets: readonly Target[]; readonly findings: readonly Finding[] }> {
  const got = await read("The account", "ListSipMediaApplications", async () => {
    const targets: Target[] = [];
    for await (const { SipMediaApplications = [] } of paginateListSipMediaApplications({ client: voice }, {}))
      for (const { SipMediaApplicationId: id } of SipMediaApplications) if (id) targets.push({ id, region });
    return targets;
  });
  if (got.is === "unreadable") return { targets: [], findings: [got.finding] };
  if (got.is === "there" && got.value.length > 0) return { targets: got.value, findings: [] };
  return {
    targets: [],
    findings: [finding("application-missing", "The account", `has no SIP media application in ${region}`)],
  };
}

const unique = (targets: readonly Target[]): readonly Target[] => [
  ...new Map(targets.map((target) => [`${target.region}/${target.id}`, target])).values(),
];
