import { ArnFormat, Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";

// Here and not in the plugins: the phone service carries out their actions itself, so only these three adapters call
// AWS from the function, and an IVR should not load a declaration at every cold start that only a deployment reads.

/** What the function may do for `chimeMeetings` of @switchhook/plugin-meeting-pin. */
export function chimeMeetingsPermissions(scope: Construct): PolicyStatement[] {
  const meetings = Stack.of(scope).formatArn({
    service: "chime",
    // Meetings are made in the region of the caller's leg, and their ARNs are written with and without it.
    region: "*",
    resource: "meeting",
    resourceName: "*",
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  return [
    // A meeting that is not there yet has no ARN.
    new PolicyStatement({ actions: ["chime:CreateMeeting"], resources: ["*"] }),
    new PolicyStatement({ actions: ["chime:CreateAttendee", "chime:DeleteAttendee"], resources: [meetings] }),
  ];
}

/** What the function may do for `dynamoDirectory` of @switchhook/plugin-meeting-pin. */
export const dynamoDirectoryPermissions = (tableArn: string): PolicyStatement[] => [
  new PolicyStatement({ actions: ["dynamodb:GetItem"], resources: [tableArn] }),
];

/** What the function may do for `dynamoGuessGuard` of @switchhook/plugin-meeting-pin. */
export const dynamoGuessGuardPermissions = (tableArn: string): PolicyStatement[] => [
  new PolicyStatement({ actions: ["dynamodb:UpdateItem"], resources: [tableArn] }),
];
