import { type BucketRequest, policyLets } from "@switchhook/aws";
import { type Finding, type FindingCode, finding } from "./findings.js";

export const phoneService = "voiceconnector.chime.amazonaws.com";
export const captureService = "mediapipelines.chime.amazonaws.com";

/** Whether the policy of a bucket or of a function lets a service do something; where only AWS can judge it, that is told. */
export function checkPolicy(
  code: FindingCode,
  where: string,
  policy: string | undefined,
  request: BucketRequest,
): Finding[] {
  if (policy === undefined) return [finding(code, where, "has no policy")];
  const { lets, actions, why } = policyLets(policy, request);
  const what = `${request.principal} do ${actions.join(", ")}: ${why.join("; ")}`;
  if (lets === "no") return [finding(code, where, `does not let ${what}`)];
  return lets === "unsure" ? [finding("policy-unsure", where, `perhaps does not let ${what}`)] : [];
}
