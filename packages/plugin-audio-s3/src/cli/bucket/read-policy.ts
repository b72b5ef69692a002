import * as z from "zod";

const texts = z.union([z.string(), z.array(z.string())]).transform((given) => [given].flat());
const statement = z.looseObject({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z
    .union([z.literal("*"), z.looseObject({ Service: texts.optional(), AWS: texts.optional() })])
    .optional(),
  Action: texts.optional(),
  Resource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), texts)).optional(),
});
const policySchema = z.looseObject({
  Statement: z.union([statement, z.array(statement)]).transform((given) => [given].flat()),
});
type Statement = z.output<typeof statement>;

/** Who lets whom: whether the phone service may read an object, and for which account. */
export interface Readable {
  readonly verdict: "allowed" | "any-account" | "other-account" | "denied" | "not-allowed";
  /** Conditions that only AWS can judge; with them the verdict holds for what was judged. */
  readonly unjudged: readonly string[];
}

const principal = "voiceconnector.chime.amazonaws.com";
const action = "s3:GetObject";

/** Reads a bucket policy; the function that it answers says of a key whether the phone service may read it. */
export function readPolicy(
  text: string,
  bucket: string,
  account: string | undefined,
): (key: string) => Readable {
  const { Statement } = policySchema.parse(JSON.parse(text));
  const concerning = Statement.filter(concernsService);
  return (key) => {
    const arn = `arn:aws:s3:::${bucket}/${key}`;
    const fitting = concerning
      .filter(({ Resource = [] }) => Resource.some((pattern) => matches(pattern, arn)))
      .map((one) => ({ ...one, judged: judge(one, account) }));
    const denies = fitting.find(
      ({ Effect, judged }) => Effect === "Deny" && judged.fits && judged.unjudged.length === 0,
    );
    if (denies) return { verdict: "denied", unjudged: [] };
    const allows = fitting.filter(({ Effect }) => Effect === "Allow");
    const best = allows.find(({ judged }) => judged.fits);
    if (!best) return { verdict: allows.length > 0 ? "other-account" : "not-allowed", unjudged: [] };
    return { verdict: best.judged.bound ? "allowed" : "any-account", unjudged: best.judged.unjudged };
  };
}

function concernsService({ Principal, Action = [] }: Statement): boolean {
  const everyone =
    Principal === "*" || (typeof Principal === "object" && Principal.AWS?.includes("*") === true);
  const named = typeof Principal === "object" && Principal.Service?.includes(principal) === true;
  return (
    (everyone || named) && Action.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()))
  );
}

interface Judged {
  /** Whether it is for the account, as far as can be judged. */
  readonly fits: boolean;
  /** Whether it is for one account only. */
  readonly bound: boolean;
  readonly unjudged: readonly string[];
}

const comparisons = /^(?:StringEquals|StringLike|StringEqualsIgnoreCase|ArnEquals|ArnLike)$/;

function judge({ Condition = {} }: Statement, account: string | undefined): Judged {
  const unjudged: string[] = [];
  let [fits, bound] = [true, false];
  for (const [operator, keys] of Object.entries(Condition)) {
    for (const [key, values] of Object.entries(keys)) {
      const accounts = comparisons.test(operator) ? accountsIn(key, values) : undefined;
      if (!accounts) unjudged.push(`${operator} ${key}`);
      else {
        bound ||= !accounts.includes("*");
        fits &&= account === undefined || accounts.some((pattern) => matches(pattern, account));
      }
    }
  }
  return { fits, bound, unjudged };
}

/** The accounts that a condition is about; undefined when it is about something else. */
function accountsIn(key: string, values: readonly string[]): readonly string[] | undefined {
  if (key.toLowerCase() === "aws:sourceaccount") return values;
  // arn:aws:chime:REGION:ACCOUNT:sma/ID
  if (key.toLowerCase() === "aws:sourcearn") return values.map((arn) => arn.split(":")[4] ?? "*");
  return undefined;
}

/** Whether a pattern with `*` and `?` is for a text. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}
