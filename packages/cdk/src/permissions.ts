import { ArnFormat, Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { applicationArn } from "./phone-service.js";

// Here and not in the plugins: the phone service carries out their actions itself, so only these adapters call
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
    new PolicyStatement({
      actions: ["CreateAttendee", "DeleteAttendee", "ListAttendees", "DeleteMeeting"].map(
        (operation) => `chime:${operation}`,
      ),
      resources: [meetings],
    }),
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

/** What the function may do for `dynamoRooms` of @switchhook/plugin-meeting-pin. */
export const dynamoRoomsPermissions = (tableArn: string): PolicyStatement[] => [
  new PolicyStatement({ actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"], resources: [tableArn] }),
];

/** What the function may do for `callCommands` of @switchhook/aws, with calls of this account and region. */
export const callCommandsPermissions = (scope: Construct): PolicyStatement[] => [
  new PolicyStatement({
    actions: ["chime:UpdateSipMediaApplicationCall"],
    // Not the one application: it needs the function, which would need its id.
    resources: [applicationArn(scope, "*")],
  }),
];

/** What the function may do for `meetingCapture` of @switchhook/plugin-recording, with the bucket that captures go to. */
export const meetingCapturePermissions = (scope: Construct, bucketArn: string): PolicyStatement[] => [
  // Media Pipelines look at the bucket with the permissions of whoever starts a capture.
  new PolicyStatement({ actions: ["s3:GetBucketPolicy"], resources: [bucketArn] }),
  new PolicyStatement({
    actions: [
      "GetMeeting",
      "CreateMediaCapturePipeline",
      "DeleteMediaCapturePipeline",
      "CreateMediaConcatenationPipeline",
    ].map((operation) => `chime:${operation}`),
    resources: [
      Stack.of(scope).formatArn({
        service: "chime",
        region: "*",
        resource: "*",
        arnFormat: ArnFormat.NO_RESOURCE_NAME,
      }),
    ],
  }),
];

/** What the function may do for `voiceMail` of @switchhook/plugin-recording: take back what a caller has deleted. */
export const voiceMailPermissions = (bucketArn: string): PolicyStatement[] => [
  new PolicyStatement({ actions: ["s3:DeleteObject"], resources: [`${bucketArn}/*`] }),
];
