import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { ILogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { type CallMetricsProps, checkCounted } from "./call-metrics.js";
import { IvrAlarms } from "./ivr-alarms.js";
import { IvrDashboard } from "./ivr-dashboard.js";
import { IvrFunction, type IvrFunctionProps } from "./ivr-function.js";
import { IvrMetrics } from "./ivr-metrics.js";
import { PromptBucket } from "./prompt-bucket.js";
import { RecordingBucket, type RecordingBucketProps } from "./recording-bucket.js";
import { ServiceLog } from "./service-log.js";
import { SipMediaApplication, type SipTarget } from "./sip-media-application.js";

/** The environment variable in which the handler finds the name of something. */
interface InVariable {
  readonly variable: string;
}

export interface SwitchhookIvrProps extends IvrFunctionProps {
  /** Name of the SIP media application, 1 to 256 of `a-z A-Z 0-9 space _ . -`. */
  readonly name: string;
  /** A folder of WAV files, uploaded to a bucket whose name is in the `variable`; default no bucket, all is spoken. */
  readonly prompts?: InVariable & { readonly folder: string };
  /** A bucket for recordings, whose name is in the `variable`; default none. */
  readonly recordings?: InVariable & RecordingBucketProps;
  /**
   * Where the handler counts with @switchhook/metrics, whose namespace may be in the `variable`; refused where it does not; default it
   * does not.
   */
  readonly metrics?: Partial<InVariable> & CallMetricsProps;
  /**
   * How long the phone service's own log is kept, which alone tells of calls that never reach the function: it has SIP messages in it,
   * and so the numbers of callers. `false` leaves it off; default a month.
   */
  readonly serviceLog?: RetentionDays | false;
  /** Who is told of alarms; default nobody. */
  readonly alarmTopic?: ITopic;
}

/** An IVR in one region: function, SIP media application, buckets, alarms and dashboard; a `SipRule` leads calls to it. */
export class SwitchhookIvr extends Construct {
  /** For `SipRule`. */
  readonly target: SipTarget;
  readonly function: LambdaFunction;
  readonly logGroup: ILogGroup;
  readonly application: SipMediaApplication;
  readonly promptBucket: Bucket | undefined;
  readonly recordingBucket: Bucket | undefined;
  readonly metrics: IvrMetrics;
  readonly alarms: IvrAlarms;

  constructor(scope: Construct, id: string, props: SwitchhookIvrProps) {
    super(scope, id);
    const { name, prompts, recordings, metrics, serviceLog, alarmTopic, environment, ...functionProps } =
      props;
    const played = prompts && new PromptBucket(this, "Prompts", { prompts: prompts.folder });
    const recorded = recordings && new RecordingBucket(this, "Recordings", recordings);
    const handler = new IvrFunction(this, "Handler", {
      ...functionProps,
      environment: {
        ...environment,
        ...(prompts && played && { [prompts.variable]: played.bucket.bucketName }),
        ...(recordings && recorded && { [recordings.variable]: recorded.bucket.bucketName }),
        ...(metrics?.variable !== undefined && { [metrics.variable]: metrics.namespace }),
      },
    });
    if (metrics) checkCounted(this.node.path, metrics, handler.counted);
    this.function = handler.function;
    this.logGroup = handler.logGroup;
    this.application = new SipMediaApplication(this, "Application", { handler: this.function, name });
    this.target = this.application.target;
    if (serviceLog !== false) {
      const { applicationId } = this.application;
      new ServiceLog(this, "ServiceLog", { applicationId, retention: serviceLog });
    }
    handler.letUseApplication(this.application.applicationId);
    played?.letPlay(this.application.applicationArn);
    recorded?.letRecord(this.application.applicationArn);
    this.promptBucket = played?.bucket;
    this.recordingBucket = recorded?.bucket;
    this.metrics = new IvrMetrics(this, "Metrics", this.function, this.logGroup, metrics);
    this.alarms = new IvrAlarms(this, "Alarms", { metrics: this.metrics, topic: alarmTopic });
    new IvrDashboard(this, "Overview", { metrics: this.metrics, alarms: this.alarms, log: this.logGroup });
  }
}
