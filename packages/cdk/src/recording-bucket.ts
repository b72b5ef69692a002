import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { letPhoneService } from "./phone-service.js";

export interface RecordingBucketProps {
  /** Days until a recording is deleted, at least 1; default 90. */
  readonly keepDays?: number;
  /** Whether RecordAudio writes to it too, and what callers left may be played to callers; default false. */
  readonly voiceMail?: boolean;
  /** Whether `meetingCapture` of @switchhook/plugin-recording writes to it too, and joins what it wrote; default false. */
  readonly capture?: boolean;
  /** What happens to the recordings when the stack is deleted; default they stay. */
  readonly removal?: RemovalPolicy;
}

/** The bucket of the recordings: private, encrypted, written by the phone service, emptied by age. */
export class RecordingBucket extends Construct {
  readonly bucket: Bucket;
  readonly #voiceMail: boolean;

  constructor(scope: Construct, id: string, props: RecordingBucketProps = {}) {
    super(scope, id);
    const { keepDays = 90, voiceMail = false, capture = false, removal = RemovalPolicy.RETAIN } = props;
    this.#voiceMail = voiceMail;
    this.bucket = new Bucket(this, "Bucket", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      // Not a key of one's own: no page says that the service can write with one.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: removal,
      // A bucket with recordings in it cannot be deleted.
      autoDeleteObjects: removal === RemovalPolicy.DESTROY,
      lifecycleRules: [
        {
          id: "recordings-expire",
          expiration: Duration.days(keepDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    if (capture) this.#letCapture();
  }

  // Media Pipelines of this account: a capture's ARN is not known before it is started.
  #letCapture(): void {
    const { account } = Stack.of(this);
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: "MediaPipelinesWrite",
        principals: [new ServicePrincipal("mediapipelines.chime.amazonaws.com")],
        // The last two are for `concatenate`: what is joined is listed and read.
        actions: ["s3:PutObject", "s3:PutObjectAcl", "s3:GetObject", "s3:ListBucket"],
        resources: [this.bucket.bucketArn, this.bucket.arnForObjects("*")],
        conditions: {
          StringEquals: { "aws:SourceAccount": account },
          ArnLike: { "aws:SourceArn": `arn:aws:chime:*:${account}:*` },
        },
      }),
    );
  }

  /** Lets one SIP media application write its recordings of calls here, and with `voiceMail` its messages. */
  letRecord(applicationArn: string): void {
    const resource = this.bucket.arnForObjects("*");
    const { account } = Stack.of(this);
    const write = { actions: ["s3:PutObject", "s3:PutObjectAcl"], resource, account };
    this.bucket.addToResourcePolicy(
      letPhoneService({ ...write, sid: "SIPMediaApplicationWrite", application: applicationArn }),
    );
    if (!this.#voiceMail) return;
    // The page of RecordAudio names no condition on the application, only on the account.
    this.bucket.addToResourcePolicy(
      letPhoneService({ ...write, sid: "VoiceMail", actions: [...write.actions, "s3:GetObject"] }),
    );
  }
}
