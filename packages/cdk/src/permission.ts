import { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";

/** What AWS has to allow, as plugins and services of @switchhook/core declare it. */
export interface Permission {
  readonly actions: readonly string[];
  /** An ARN, or `*`, with `${AWS::Partition}`, `${AWS::Region}`, `${AWS::AccountId}` and `${SipMediaApplicationId}` left open. */
  readonly resource: string;
}

const application = `\${SipMediaApplicationId}`;

/** Whether it is about the application that invokes the function. */
export const isOfApplication = ({ resource }: Permission): boolean => resource.includes(application);

/** Permissions as statements of a policy, in the account and region of a stack; of an application, or of all. */
export function permissionStatements(
  scope: Construct,
  permissions: readonly Permission[],
  applicationId = "*",
): PolicyStatement[] {
  const { partition, region, account } = Stack.of(scope);
  const filled = (resource: string) =>
    resource
      .replaceAll(`\${AWS::Partition}`, partition)
      .replaceAll(`\${AWS::Region}`, region)
      .replaceAll(`\${AWS::AccountId}`, account)
      .replaceAll(application, applicationId);
  return permissions.map(
    ({ actions, resource }) => new PolicyStatement({ actions: [...actions], resources: [filled(resource)] }),
  );
}
