import * as z from "zod";

const someOf = z.union([z.string(), z.array(z.string())]).transform((given) => [given].flat());
const conditions = z.record(
  z.string(),
  z.record(z.string(), z.union([someOf, z.boolean().transform((is) => [String(is)])])),
);
const statement = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.union([z.literal("*"), z.record(z.string(), someOf)]).optional(),
  Action: someOf.optional(),
  Resource: someOf.optional(),
  Condition: conditions.default({}),
});
const policySchema = z.object({
  Statement: z.union([statement, z.array(statement)]).transform((given) => [given].flat()),
});
type Statement = z.output<typeof statement>;

/** What the phone service asks for, in whose name. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly account: string;
  /** ARN of the SIP media application. */
  readonly application: string;
}

export type Answer = { readonly allowed: true } | { readonly allowed: false; readonly because: string };

const service = "voiceconnector.chime.amazonaws.com";

/** Whether a resource's policy lets the phone service do something; if not, what stands in the way. */
export function judgePolicy(policy: string | undefined, request: Request): Answer {
  if (policy === undefined) return no("has no policy");
  const parsed = policySchema.safeParse(readJson(policy));
  if (!parsed.success) return no("has a policy that cannot be read");
  const concerned = parsed.data.Statement.filter((one) => concerns(one, request));
  const context = contextOf(request);
  const forbids = concerned.find(
    ({ Effect, Condition }) => Effect === "Deny" && unmet(Condition, context) === undefined,
  );
  if (forbids) return no(`forbids ${service} to do ${request.action}`);
  const reasons = concerned
    .filter(({ Effect }) => Effect === "Allow")
    .map(({ Condition }) => unmet(Condition, context));
  if (reasons.includes(undefined)) return { allowed: true };
  const [reason] = reasons;
  return no(
    reason === undefined
      ? `does not let ${service} do ${request.action}`
      : `lets ${service} do ${request.action} only when ${reason}`,
  );
}

const no = (because: string): Answer => ({ allowed: false, because });

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const concerns = ({ Principal, Action = [], Resource = ["*"] }: Statement, request: Request): boolean =>
  (Principal === "*" ||
    (Principal?.Service ?? []).includes(service) ||
    (Principal?.AWS ?? []).includes("*")) &&
  Action.some((pattern) => like(pattern, request.action, "i")) &&
  Resource.some((pattern) => like(pattern, request.resource));

type Context = Readonly<Record<string, string>>;

const contextOf = ({ account, application }: Request): Context => ({
  "aws:sourceaccount": account,
  "aws:sourcearn": application,
  "aws:securetransport": "true",
});

/** The first condition that does not hold, in words; undefined when all do. */
function unmet(Condition: Statement["Condition"], context: Context): string | undefined {
  for (const [operator, pairs] of Object.entries(Condition)) {
    for (const [key, wanted] of Object.entries(pairs)) {
      if (!holds(operator, context[key.toLowerCase()], wanted))
        return `${key} ${operator} ${wanted.join(" or ")}`;
    }
  }
  return undefined;
}

function holds(operator: string, given: string | undefined, wanted: readonly string[]): boolean {
  const name = operator.replace(/IfExists$/, "");
  // A key that the phone service does not send, as far as is known.
  if (given === undefined) return name !== operator || name.includes("Not");
  switch (name) {
    case "StringEquals":
    case "Bool":
      return wanted.includes(given);
    case "StringNotEquals":
      return !wanted.includes(given);
    case "StringLike":
    case "ArnLike":
    case "ArnEquals":
      return wanted.some((pattern) => like(pattern, given));
    case "StringEqualsIgnoreCase":
      return wanted.some((one) => one.toLowerCase() === given.toLowerCase());
    default:
      return false;
  }
}

function like(pattern: string, text: string, flags = ""): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, `s${flags}`).test(text);
}
