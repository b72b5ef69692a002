import { type BucketRequest, type PolicyVerdict, policyLets, statementThatLets } from "@switchhook/aws";

// No account has this number.
const nobody = "000000000000";

/** Whether the phone service may read an object by a bucket policy, and for an account of its own only. */
export type Readable = PolicyVerdict | { readonly lets: "any-account" };

type Reading = Omit<BucketRequest, "account" | "sourceArn">;

/** What the phone service does with a prompt. */
export const reading = (bucket: string, key: string): Reading => ({
  principal: "voiceconnector.chime.amazonaws.com",
  actions: ["s3:GetObject"],
  resource: `arn:aws:s3:::${bucket}/${key}`,
});

/** Asks for the account, or without one for whichever the policy names; for any of its applications. */
export function readableBy(policy: string, request: Reading, account?: string): Readable {
  const accounts = account === undefined ? [...(policy.match(/\b\d{12}\b/g) ?? []), nobody] : [account];
  const verdicts = accounts.flatMap((one) =>
    applicationsOf(policy, one).map((sourceArn) =>
      policyLets(policy, { ...request, account: one, sourceArn }),
    ),
  );
  const best = (["yes", "unsure", "no"] as const)
    .map((lets) => verdicts.find((verdict) => verdict.lets === lets))
    .find((verdict) => verdict !== undefined);
  const verdict = best ?? policyLets(policy, { ...request, account: nobody });
  if (verdict.lets !== "yes") return verdict;
  return policyLets(policy, { ...request, account: nobody }).lets === "yes"
    ? { lets: "any-account" }
    : verdict;
}

/** One that is not known, and those that the policy names: it is enough that one of them may read. */
function applicationsOf(policy: string, account: string): readonly (string | undefined)[] {
  const named = policy.match(/arn:aws[\w-]*:chime:[\w*?-]*:(?:\d{12}|\*):[^"]+/g) ?? [];
  return [
    undefined,
    ...named
      .map((arn) => arn.split(":"))
      .filter(([, , , , owner]) => owner === account || owner === "*")
      .map((parts) => parts.with(4, account).join(":").replace(/[*?]/g, "x")),
  ];
}

/** The statement that lets the phone service read a bucket, for this account only. */
export const readingStatement = (bucket: string, account = "111122223333"): object => ({
  Sid: "SMARead",
  ...statementThatLets({ ...reading(bucket, "*"), account }),
});
