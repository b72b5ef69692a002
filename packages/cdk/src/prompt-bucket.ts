import { IgnoreMode, RemovalPolicy, Stack } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, Source } from "aws-cdk-lib/aws-s3-deployment";
import { Construct } from "constructs";
import { letPhoneService } from "./phone-service.js";

export interface PromptBucketProps {
  /** A folder whose WAV files are uploaded; others in it are left out, and keys are paths below it. */
  readonly prompts: string;
}

/** The bucket of the prompts: private, read by the phone service, and filled from a folder. */
export class PromptBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { prompts }: PromptBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, "Bucket", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // Its content is in the folder, and comes back with the next deployment. The upload leaves its files when it is deleted,
      // and a bucket with files in it cannot be.
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });
    new BucketDeployment(this, "Upload", {
      // aws-cdk-lib is not written for exactOptionalPropertyTypes.
      destinationBucket: this.bucket as IBucket,
      sources: [Source.asset(prompts, { exclude: ["*", "!*/", "!*.wav"], ignoreMode: IgnoreMode.GIT })],
      // Exactly this one: the service does not play audio/x-wav, which a name ending in .wav is taken for.
      contentType: "audio/wav",
    });
  }

  /** Lets one SIP media application of this account play what is in the bucket. */
  letPlay(applicationArn: string): void {
    this.bucket.addToResourcePolicy(
      letPhoneService({
        sid: "SMARead",
        actions: ["s3:GetObject"],
        resource: this.bucket.arnForObjects("*"),
        account: Stack.of(this).account,
        application: applicationArn,
      }),
    );
  }
}
