// What stands here in braces CloudFormation and the constructs of @switchhook/cdk fill in.

/** An ARN in the account of a deployment, for `Permission.resource`; in its region, unless another one or `*` is given. */
export const ownArn = (service: string, resource: string, region = `\${AWS::Region}`): string =>
  `arn:\${AWS::Partition}:${service}:${region}:\${AWS::AccountId}:${resource}`;

/** The ARN of a bucket, or of what is in it below a key, for `Permission.resource`. */
export const bucketArn = (bucket: string, key?: string): string =>
  `arn:\${AWS::Partition}:s3:::${bucket}${key === undefined ? "" : `/${key}`}`;
