import { ArnFormat, Stack, Token } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";

/** Where SIP media applications can be. */
export const phoneServiceRegions = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "us-east-1",
  "us-west-2",
] as const;

/** The principal that the phone service acts as, in every region. */
export const phoneService = (): ServicePrincipal =>
  new ServicePrincipal("voiceconnector.chime.amazonaws.com");

interface Grant {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resource: string;
  readonly account: string;
  /** ARN of the one SIP media application that it is for; without it, for all of the account. */
  readonly application?: string | undefined;
}

/** A statement that lets the phone service at a resource, on behalf of this account alone. */
export const letPhoneService = ({ sid, actions, resource, account, application }: Grant): PolicyStatement =>
  new PolicyStatement({
    sid,
    principals: [phoneService()],
    actions: [...actions],
    resources: [resource],
    conditions: {
      StringEquals: {
        "aws:SourceAccount": account,
        ...(application !== undefined && { "aws:SourceArn": application }),
      },
    },
  });

/** The ARN that the phone service names itself by in the conditions of bucket policies. */
export const applicationArn = (scope: Construct, id: string): string =>
  Stack.of(scope).formatArn({
    service: "chime",
    resource: "sma",
    resourceName: id,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });

/** The region of a construct's stack; throws when the phone service is not there. */
export function phoneServiceRegion(scope: Construct): string {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region) || (phoneServiceRegions as readonly string[]).includes(region))
    return region;
  throw new Error(
    `${scope.node.path}: there are no SIP media applications in ${region}. Give the stack one of these regions: ${phoneServiceRegions.join(", ")}.`,
  );
}
