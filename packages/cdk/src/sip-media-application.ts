import { Stack } from "aws-cdk-lib";
import { CfnSipMediaApplication } from "aws-cdk-lib/aws-chime";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  PhysicalResourceId,
  PhysicalResourceIdReference,
} from "aws-cdk-lib/custom-resources";
import { Construct } from "constructs";
import { applicationArn, phoneService, phoneServiceRegion } from "./phone-service.js";
import { onVoiceApi } from "./voice-api-call.js";

export interface SipMediaApplicationProps {
  /** The function that answers its invocation events, in the same region. */
  readonly handler: IFunction;
  /** 1 to 256 of `a-z A-Z 0-9 space _ . -`. */
  readonly name: string;
}

/** What a SIP rule leads calls to. */
export interface SipTarget {
  readonly applicationId: string;
  /** Its region; a rule has at most one target in each. */
  readonly region: string;
}

// CloudFormation's own list of types has AWS::Chime::SipMediaApplication in all regions of the service but these.
const withoutType = new Set(["us-west-2"]);

/** A SIP media application, and the permission for it to invoke its function. */
export class SipMediaApplication extends Construct {
  readonly applicationId: string;
  /** As the service names it in the conditions of bucket policies. */
  readonly applicationArn: string;
  readonly target: SipTarget;

  constructor(scope: Construct, id: string, { handler, name }: SipMediaApplicationProps) {
    super(scope, id);
    if (!/^[a-zA-Z0-9 _.-]{1,256}$/.test(name)) {
      throw new Error(
        `${this.node.path}: name is ${JSON.stringify(name)}, expected 1 to 256 of a-z A-Z 0-9 space _ . -`,
      );
    }
    const region = phoneServiceRegion(this);
    this.applicationId = withoutType.has(region)
      ? applicationByApi(this, { handler, name }, region)
      : new CfnSipMediaApplication(this, "Application", {
          name,
          awsRegion: region,
          endpoints: [{ lambdaArn: handler.functionArn }],
        }).attrSipMediaApplicationId;
    handler.addPermission(`${this.node.addr}Invoke`, {
      principal: phoneService(),
      sourceAccount: Stack.of(this).account,
      scope: this,
    });
    this.applicationArn = applicationArn(this, this.applicationId);
    this.target = { applicationId: this.applicationId, region };
  }
}

/** Made by a call of the API; answers its id. */
function applicationByApi(
  scope: Construct,
  { handler, name }: SipMediaApplicationProps,
  region: string,
): string {
  const settings = { Name: name, Endpoints: [{ LambdaArn: handler.functionArn }] };
  const id = "SipMediaApplication.SipMediaApplicationId";
  const answered = { physicalResourceId: PhysicalResourceId.fromResponse(id), outputPaths: [id] };
  return new AwsCustomResource(scope, "ApplicationByApi", {
    installLatestAwsSdk: false,
    resourceType: "Custom::SwitchhookSipMediaApplication",
    policy: AwsCustomResourcePolicy.fromStatements([
      new PolicyStatement({
        actions: ["Create", "Update", "Delete"].map((verb) => `chime:${verb}SipMediaApplication`),
        // One that is not there yet has no ARN.
        resources: ["*"],
      }),
      // The service sees to it, in the caller's name, that it may invoke the function.
      new PolicyStatement({
        actions: ["lambda:GetPolicy", "lambda:AddPermission"],
        resources: [handler.functionArn],
      }),
    ]),
    onCreate: onVoiceApi(scope, "CreateSipMediaApplication", {
      parameters: { ...settings, AwsRegion: region },
      ...answered,
    }),
    onUpdate: onVoiceApi(scope, "UpdateSipMediaApplication", {
      parameters: { ...settings, SipMediaApplicationId: new PhysicalResourceIdReference() },
      ...answered,
    }),
    onDelete: onVoiceApi(scope, "DeleteSipMediaApplication", {
      parameters: { SipMediaApplicationId: new PhysicalResourceIdReference() },
    }),
  }).getResponseField(id);
}
