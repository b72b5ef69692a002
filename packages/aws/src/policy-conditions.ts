/** What can be said of a condition without knowing the whole request. */
export type Truth = "yes" | "no" | "unsure";

/** What is known of a request, by condition key in lower case; a key that is not here is not known. */
export type RequestContext = Readonly<Record<string, string>>;

export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Whether `text` fits a pattern of IAM, in which `*` is anything and `?` one character. */
export const fits = (pattern: string, text: string, ignoreCase = false): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    ignoreCase ? "is" : "s",
  ).test(text);

type Compare = (wanted: string, given: string) => boolean;

const same: Compare = (wanted, given) => wanted === given;
const alike: Compare = (wanted, given) => wanted.toLowerCase() === given.toLowerCase();
const like: Compare = (wanted, given) => fits(wanted, given);

// ArnEquals and ArnLike behave alike, says the IAM User Guide.
const compares: Readonly<Record<string, Compare>> = {
  stringequals: same,
  stringequalsignorecase: alike,
  stringlike: like,
  arnequals: like,
  arnlike: like,
  bool: alike,
};

/** Whether all conditions of a statement hold; operators that are not known leave it open. */
export function conditionsHold(conditions: ConditionBlock, context: RequestContext): Truth {
  const truths = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => holds(operator, key, valuesOf(wanted), context)),
  );
  if (truths.includes("no")) return "no";
  return truths.includes("unsure") ? "unsure" : "yes";
}

const valuesOf = (wanted: unknown): string[] => [wanted].flat().map(String);

function holds(operator: string, key: string, wanted: readonly string[], context: RequestContext): Truth {
  const name = operator.toLowerCase().replace(/ifexists$/, "");
  const compare = compares[name.replace("not", "")];
  if (!compare || name === "notbool") return "unsure";
  // A variable such as ${aws:PrincipalTag/team} has its value only in the request.
  if (wanted.some((value) => value.includes("${"))) return "unsure";
  const given = context[key.toLowerCase()];
  const negated = name.includes("not");
  if (given === undefined) {
    const other = key.toLowerCase() === "aws:sourcearn" && wanted.every((arn) => ofAnother(arn, context));
    return other ? truth(negated) : "unsure";
  }
  return truth(wanted.some((value) => compare(value, given)) !== negated);
}

const truth = (holding: boolean): Truth => (holding ? "yes" : "no");

// The ARN of the application is not known, but its account is.
function ofAnother(arn: string, context: RequestContext): boolean {
  const account = arn.split(":")[4];
  const ours = context["aws:sourceaccount"];
  return account !== undefined && ours !== undefined && !fits(account, ours);
}
