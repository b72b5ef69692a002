import { Stack } from "aws-cdk-lib";
import type { AwsSdkCall } from "aws-cdk-lib/custom-resources";
import type { Construct } from "constructs";

/** A call of Chime SDK Voice in the construct's region, by the SDK that is in Lambda already. */
export const onVoiceApi = (
  scope: Construct,
  action: string,
  call: Omit<AwsSdkCall, "service" | "action">,
): AwsSdkCall => ({
  service: "@aws-sdk/client-chime-sdk-voice",
  action,
  region: Stack.of(scope).region,
  ...call,
});
