import {
  type ConditionBlock,
  conditionsHold,
  fits,
  type RequestContext,
  type Truth,
} from "./policy-conditions.js";

/** What a service of AWS is going to do with a bucket, on behalf of an account. */
export interface BucketRequest {
  /** Service principal, such as `voiceconnector.chime.amazonaws.com`. */
  readonly principal: string;
  /** The account that the service acts for: 12 digits. */
  readonly account: string;
  /** ARN of what the service acts for, such as a SIP media application; without it a condition on it is left open. */
  readonly sourceArn?: string | undefined;
  /** Such as `s3:PutObject`. */
  readonly actions: readonly string[];
  /** ARN of an object, such as `arn:aws:s3:::bucket/folder/any.wav`. */
  readonly resource: string;
}

/** What a bucket policy says to a request. */
export interface PolicyVerdict {
  /** `yes`: all of it is allowed; `no`: some of it is not; `unsure`: it depends on what is not known of the request. */
  readonly lets: Truth;
  /** The actions that are not allowed, or not surely. */
  readonly actions: readonly string[];
  /** Why, a sentence each; empty when all is allowed. */
  readonly why: readonly string[];
}

interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: ConditionBlock;
}

/**
 * Whether a bucket policy, as JSON, lets a service do something: some statement allows it and none denies it. Conditions
 * are judged on account, source ARN, service and TLS; any other leaves the verdict `unsure`.
 */
export function policyLets(policy: string, request: BucketRequest): PolicyVerdict {
  const statements = statementsOf(policy);
  if (!statements)
    return { lets: "no", actions: request.actions, why: ["the policy cannot be read as JSON"] };
  const verdicts = request.actions.map((action) => ({ action, ...judge(statements, action, request) }));
  const open = verdicts.filter(({ lets }) => lets !== "yes");
  return {
    lets: open.some(({ lets }) => lets === "no") ? "no" : open.length > 0 ? "unsure" : "yes",
    actions: open.map(({ action }) => action),
    why: [...new Set(open.map(({ why }) => why))],
  };
}

/** The statement that lets a service do so, for the objects of a bucket: what to add to its policy. */
export const statementThatLets = ({ principal, account, actions, resource }: BucketRequest): object => ({
  Effect: "Allow",
  Principal: { Service: principal },
  Action: actions,
  Resource: resource.replace(/\/.*$/s, "/*"),
  Condition: { StringEquals: { "aws:SourceAccount": account } },
});

function statementsOf(policy: string): readonly Statement[] | undefined {
  try {
    const { Statement = [] } = JSON.parse(policy) as { Statement?: Statement | Statement[] };
    return [Statement].flat();
  } catch {
    return undefined;
  }
}

interface Judged {
  readonly lets: Truth;
  readonly why: string;
}

function judge(statements: readonly Statement[], action: string, request: BucketRequest): Judged {
  const context = contextOf(request);
  const aboutIt = statements
    .filter((statement) => concerns(statement, action, request))
    .map((statement) => ({ statement, holds: conditionsHold(statement.Condition ?? {}, context) }));
  const by = (effect: string, truth: Truth) =>
    aboutIt.find(({ statement, holds }) => statement.Effect === effect && holds === truth)?.statement;
  const denied = by("Deny", "yes");
  if (denied) return { lets: "no", why: `${named(denied)} denies it` };
  const doubtful = by("Deny", "unsure");
  if (by("Allow", "yes")) {
    if (!doubtful) return { lets: "yes", why: "" };
    return { lets: "unsure", why: `${named(doubtful)} may deny it: ${conditionOf(doubtful)}` };
  }
  const perhaps = by("Allow", "unsure");
  if (perhaps) return { lets: "unsure", why: `${named(perhaps)} may not allow it: ${conditionOf(perhaps)}` };
  const refused = by("Allow", "no");
  if (refused) {
    return { lets: "no", why: `${named(refused)} allows it for others only: ${conditionOf(refused)}` };
  }
  return { lets: "no", why: `no statement allows it for ${request.principal} on ${request.resource}` };
}

const named = ({ Sid }: Statement): string => (Sid === undefined ? "a statement" : `the statement ${Sid}`);
const conditionOf = ({ Condition }: Statement): string => `condition ${JSON.stringify(Condition)}`;

const contextOf = ({ principal, account, sourceArn }: BucketRequest): RequestContext => ({
  "aws:sourceaccount": account,
  ...(sourceArn !== undefined && { "aws:sourcearn": sourceArn }),
  "aws:securetransport": "true",
  "aws:principalisawsservice": "true",
  "aws:principalservicename": principal,
});

function concerns(statement: Statement, action: string, { principal, resource }: BucketRequest): boolean {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement;
  return (
    (NotPrincipal === undefined
      ? isPrincipal(Principal, principal)
      : !isPrincipal(NotPrincipal, principal)) &&
    (NotAction === undefined ? isAmong(Action, action, true) : !isAmong(NotAction, action, true)) &&
    (NotResource === undefined ? isAmong(Resource, resource) : !isAmong(NotResource, resource))
  );
}

function isPrincipal(given: unknown, principal: string): boolean {
  if (given === "*") return true;
  const { Service, AWS } = (given ?? {}) as { Service?: unknown; AWS?: unknown };
  return [Service ?? []].flat().includes(principal) || [AWS ?? []].flat().includes("*");
}

const isAmong = (patterns: unknown, text: string, ignoreCase = false): boolean =>
  [patterns ?? []].flat().some((pattern) => fits(String(pattern), text, ignoreCase));
