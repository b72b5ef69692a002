import { Stack } from "aws-cdk-lib";
import { CfnSipMediaApplication } from "aws-cdk-lib/aws-chime";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { applicationArn, phoneService, phoneServiceRegion } from "./phone-service.js";

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
    const application = new CfnSipMediaApplication(this, "Application", {
      name,
      awsRegion: region,
      endpoints: [{ lambdaArn: handler.functionArn }],
    });
    handler.addPermission(`${this.node.addr}Invoke`, {
      principal: phoneService(),
      sourceAccount: Stack.of(this).account,
      scope: this,
    });
    this.applicationId = application.attrSipMediaApplicationId;
    this.applicationArn = applicationArn(this, this.applicationId);
    this.target = { applicationId: this.applicationId, region };
  }
}
