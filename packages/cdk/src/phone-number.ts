import { RemovalPolicy } from "aws-cdk-lib";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  PhysicalResourceId,
  PhysicalResourceIdReference,
} from "aws-cdk-lib/custom-resources";
import { Construct } from "constructs";
import { onVoiceApi } from "./voice-api-call.js";

export interface PhoneNumberOrder {
  /** Area code of a number in the US, three digits. */
  readonly areaCode: string;
  /** What happens to the number when the stack is deleted; default it stays in the account. */
  readonly removal?: RemovalPolicy;
}

/**
 * A phone number ordered for SIP media applications. The order is carried out after the deployment has gone on, so keep it in a
 * stack of its own that is deployed before the one with the rule: a number must not be lost with an IVR, either.
 */
export class PhoneNumber extends Construct {
  /** E.164. */
  readonly e164: string;

  constructor(scope: Construct, id: string, { areaCode, removal = RemovalPolicy.RETAIN }: PhoneNumberOrder) {
    super(scope, id);
    if (!/^[2-9]\d{2}$/.test(areaCode)) {
      throw new Error(`${this.node.path}: areaCode is ${JSON.stringify(areaCode)}, expected three digits.`);
    }
    const policy = AwsCustomResourcePolicy.fromStatements([
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: [
          "chime:SearchAvailablePhoneNumbers",
          "chime:CreatePhoneNumberOrder",
          "chime:DeletePhoneNumber",
        ],
        // Phone numbers and their orders have no ARNs.
        resources: ["*"],
      }),
    ]);
    const search = new AwsCustomResource(this, "Search", {
      installLatestAwsSdk: false,
      policy,
      resourceType: "Custom::SwitchhookPhoneNumberSearch",
      // On creation only: a later search would find another number.
      onCreate: onVoiceApi(this, "SearchAvailablePhoneNumbers", {
        parameters: { PhoneNumberType: "Local", Country: "US", AreaCode: areaCode, MaxResults: 1 },
        physicalResourceId: PhysicalResourceId.of(`area-code-${areaCode}`),
        outputPaths: ["E164PhoneNumbers.0"],
      }),
    });
    const found = search.getResponseField("E164PhoneNumbers.0");
    const order = new AwsCustomResource(this, "Order", {
      installLatestAwsSdk: false,
      policy,
      resourceType: "Custom::SwitchhookPhoneNumberOrder",
      removalPolicy: removal,
      onCreate: onVoiceApi(this, "CreatePhoneNumberOrder", {
        parameters: { ProductType: "SipMediaApplicationDialIn", E164PhoneNumbers: [found] },
        physicalResourceId: PhysicalResourceId.fromResponse(
          "PhoneNumberOrder.OrderedPhoneNumbers.0.E164PhoneNumber",
        ),
        outputPaths: ["PhoneNumberOrder.OrderedPhoneNumbers.0.E164PhoneNumber"],
      }),
      onDelete: onVoiceApi(this, "DeletePhoneNumber", {
        parameters: { PhoneNumberId: new PhysicalResourceIdReference() },
      }),
    });
    this.e164 = order.getResponseField("PhoneNumberOrder.OrderedPhoneNumbers.0.E164PhoneNumber");
  }
}
