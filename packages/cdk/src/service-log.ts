import { RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from "aws-cdk-lib/custom-resources";
import { Construct } from "constructs";
import { onVoiceApi } from "./voice-api-call.js";

export interface ServiceLogProps {
  readonly applicationId: string;
  /** How long SIP messages are kept, with the numbers of callers in them; default a month. */
  readonly retention?: RetentionDays | undefined;
}

// What CloudWatch asks of whoever has a service deliver logs to it.
const toDeliverLogs = [
  ...["CreateLogDelivery", "GetLogDelivery", "UpdateLogDelivery", "DeleteLogDelivery", "ListLogDeliveries"],
  ...["PutResourcePolicy", "DescribeResourcePolicies", "DescribeLogGroups"],
].map((action) => `logs:${action}`);

/** The phone service's own log of an application, switched on: it alone tells of calls that never reach the function. */
export class ServiceLog extends Construct {
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, { applicationId, retention }: ServiceLogProps) {
    super(scope, id);
    // Before the service makes it, which would keep it for ever.
    this.logGroup = new LogGroup(this, "Log", {
      logGroupName: `/aws/ChimeSipMediaApplicationSipMessages/${applicationId}`,
      retention: retention ?? RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const put = (enabled: boolean) =>
      onVoiceApi(this, "PutSipMediaApplicationLoggingConfiguration", {
        parameters: {
          SipMediaApplicationId: applicationId,
          SipMediaApplicationLoggingConfiguration: { EnableSipMediaApplicationMessageLogs: enabled },
        },
        physicalResourceId: PhysicalResourceId.of(applicationId),
        // No page lists all that it takes. Calls work without it, and the doctor tells: no reason to roll a deployment back.
        ignoreErrorCodesMatching: "Forbidden|Unauthorized|AccessDenied|NotFound",
      });
    const switchedOn = new AwsCustomResource(this, "SwitchedOn", {
      installLatestAwsSdk: false,
      resourceType: "Custom::SwitchhookServiceLog",
      policy: AwsCustomResourcePolicy.fromStatements([
        new PolicyStatement({
          actions: ["chime:PutSipMediaApplicationLoggingConfiguration", ...toDeliverLogs],
          // Deliveries have no ARNs, and no page names one for the settings of an application.
          resources: ["*"],
        }),
      ]),
      onUpdate: put(true),
      onDelete: put(false),
    });
    switchedOn.node.addDependency(this.logGroup);
  }
}
