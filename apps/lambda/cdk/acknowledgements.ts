import { Aspects, Stack, Token, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** A finding of cdk-nag that stays, and why. */
interface Acknowledged {
  /** The end of the construct's path. */
  readonly at: RegExp;
  readonly rules: readonly string[] | ((stack: Stack) => readonly string[]);
  readonly reason: string;
}

const wildcard = (what: string): string => `AwsSolutions-IAM5[${what}]`;

const ofTheCdk =
  "This function is aws-cdk-lib's own, runs during a deployment only, and has its runtime and its role from there.";
const accountOf = ({ account }: Stack): string =>
  Token.isUnresolved(account) ? "<AWS::AccountId>" : account;

const acknowledged: readonly Acknowledged[] = [
  {
    at: /\/DialIn\/(?:Prompts|Recordings)\/Bucket\/Resource$/,
    rules: ["AwsSolutions-S1"],
    reason:
      "Access logs cost more than the objects here; whoever must know who heard a recording turns on CloudTrail's data events for this bucket.",
  },
  {
    at: /\/Keys\/Resource$/,
    rules: ["AwsSolutions-SMG4"],
    reason:
      "A key that is replaced by a schedule would make all PINs unknown: a new one is put before the old one, and PINs are given out again.",
  },
  {
    at: /\/DialIn\/Handler\/Role\/DefaultPolicy\/Resource$/,
    rules: (stack) => [
      wildcard("Resource::*"),
      wildcard(`Resource::arn:<AWS::Partition>:chime:*:${accountOf(stack)}:meeting/*`),
    ],
    reason:
      "Meetings are made by the callers, so nobody knows their ids beforehand, and one that is not made yet has no ARN.",
  },
  {
    at: /\/(?:Rule|Number|Application|ServiceLog)\/.*CustomResourcePolicy\/Resource$/,
    rules: [wildcard("Resource::*")],
    reason:
      "SIP rules, phone numbers, their orders and deliveries of logs have no ARNs, and an application has none before it is made.",
  },
  {
    at: /\/(?:Custom::CDKBucketDeployment|AWS679f53fac002430cb0da5b7982bd2287)[^/]*\/ServiceRole\/Resource$/,
    rules: [
      "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]",
    ],
    reason: ofTheCdk,
  },
  {
    at: /\/Custom::CDKBucketDeployment[^/]*\/ServiceRole\/DefaultPolicy\/Resource$/,
    rules: (stack) => [
      ...["GetObject*", "GetBucket*", "List*", "DeleteObject*", "Abort*"].map((action) =>
        wildcard(`Action::s3:${action}`),
      ),
      wildcard(
        `Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-${accountOf(stack)}-${stack.region}/*`,
      ),
      wildcard("Resource::<DialInPromptsBucketF654DC87.Arn>/*"),
    ],
    reason: ofTheCdk,
  },
  {
    at: /\/Custom::CDKBucketDeployment[^/]*\/Resource$/,
    rules: ["AwsSolutions-L1"],
    reason: ofTheCdk,
  },
];

/** Acknowledges what stays of cdk-nag's findings, each with its reason; all else fails the synthesis. */
export function acknowledge(stacks: readonly Stack[]): void {
  for (const stack of stacks) Aspects.of(stack).add({ visit: acknowledgeAt });
}

function acknowledgeAt(construct: IConstruct): void {
  const path = `/${construct.node.path}`;
  for (const { rules, reason } of acknowledged.filter(({ at }) => at.test(path))) {
    const ids = typeof rules === "function" ? rules(Stack.of(construct)) : rules;
    for (const id of ids) Validations.of(construct).acknowledge({ id: `AwsSolutions::${id}`, reason });
  }
}
