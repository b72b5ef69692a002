import { Token } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  PhysicalResourceId,
  PhysicalResourceIdReference,
} from "aws-cdk-lib/custom-resources";
import { Construct } from "constructs";
import type { SipTarget } from "./sip-media-application.js";
import { onVoiceApi } from "./voice-api-call.js";

export interface SipRuleProps {
  /** A number that the account owns, as E.164, of the product type `SipMediaApplicationDialIn`. */
  readonly phoneNumber: string;
  /** 1 to 25, in the order in which they are tried; each in another region. */
  readonly targets: readonly SipTarget[];
  /** 1 to 256 of `a-z A-Z 0-9 space _ . -`; unique names are easier to find. */
  readonly name: string;
  /** Whether calls go through; default true. */
  readonly enabled?: boolean;
}

const mostTargets = 25;
const actions = ["CreateSipRule", "UpdateSipRule", "DeleteSipRule"];

/** Leads the calls of a phone number to SIP media applications: to the first whose function can be invoked. */
export class SipRule extends Construct {
  readonly ruleId: string;

  constructor(scope: Construct, id: string, { phoneNumber, targets, name, enabled = true }: SipRuleProps) {
    super(scope, id);
    const wrong = [...wrongTargets(targets), ...wrongNumber(phoneNumber)];
    if (wrong.length > 0) throw new Error(`${this.node.path}: ${wrong.join("; ")}.`);

    const settings = {
      Name: name,
      Disabled: !enabled,
      TargetApplications: targets.map(({ applicationId, region }, index) => ({
        SipMediaApplicationId: applicationId,
        Priority: index + 1,
        AwsRegion: region,
      })),
    };
    const policy = AwsCustomResourcePolicy.fromStatements([
      // Rules have no ARNs, and the service looks at the numbers and applications in the caller's name.
      new PolicyStatement({
        actions: [...actions, "GetSipMediaApplication", "GetPhoneNumber", "UpdatePhoneNumber"].map(
          (action) => `chime:${action}`,
        ),
        resources: ["*"],
      }),
    ]);
    // A rule keeps its number: for another one there has to be another rule.
    const rule = new AwsCustomResource(this, ruleIdFor(phoneNumber), {
      installLatestAwsSdk: false,
      policy,
      resourceType: "Custom::SwitchhookSipRule",
      onCreate: onVoiceApi(this, "CreateSipRule", {
        parameters: { ...settings, TriggerType: "ToPhoneNumber", TriggerValue: phoneNumber },
        physicalResourceId: PhysicalResourceId.fromResponse("SipRule.SipRuleId"),
        outputPaths: ["SipRule.SipRuleId"],
      }),
      onUpdate: onVoiceApi(this, "UpdateSipRule", {
        parameters: { ...settings, SipRuleId: new PhysicalResourceIdReference() },
        physicalResourceId: PhysicalResourceId.fromResponse("SipRule.SipRuleId"),
        outputPaths: ["SipRule.SipRuleId"],
      }),
      onDelete: onVoiceApi(this, "DeleteSipRule", {
        parameters: { SipRuleId: new PhysicalResourceIdReference() },
      }),
    });
    this.ruleId = rule.getResponseField("SipRule.SipRuleId");
    // The service deletes only rules that are disabled; what depends on the rule is deleted before it.
    new AwsCustomResource(rule, "DisableFirst", {
      installLatestAwsSdk: false,
      policy,
      resourceType: "Custom::SwitchhookSipRuleEnd",
      onDelete: onVoiceApi(this, "UpdateSipRule", {
        parameters: { ...settings, SipRuleId: this.ruleId, Disabled: true },
        ignoreErrorCodesMatching: "NotFoundException",
      }),
    });
  }
}

const ruleIdFor = (phoneNumber: string): string =>
  Token.isUnresolved(phoneNumber) ? "Rule" : `Rule${phoneNumber.slice(1)}`;

const wrongNumber = (phoneNumber: string): string[] =>
  Token.isUnresolved(phoneNumber) || /^\+[1-9]\d{1,14}$/.test(phoneNumber)
    ? []
    : [`phoneNumber is ${JSON.stringify(phoneNumber)}, expected E.164 such as +12025550123`];

function wrongTargets(targets: readonly SipTarget[]): string[] {
  const regions = targets.map(({ region }) => region);
  const twice = regions.filter((region, index) => regions.indexOf(region) !== index);
  return [
    ...(targets.length < 1 || targets.length > mostTargets
      ? [`there are ${targets.length} targets, expected 1 to ${mostTargets}`]
      : []),
    ...(twice.length > 0 ? [`two targets are in ${twice[0]}, expected one a region`] : []),
  ];
}
