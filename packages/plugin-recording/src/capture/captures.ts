import { createHash } from "node:crypto";
import type { ChimeSDKMediaPipelinesClientConfig } from "@aws-sdk/client-chime-sdk-media-pipelines";
import { bucketArn, lazyClient, ownArn } from "@switchhook/aws";
import type { Permission } from "@switchhook/core";
import { type Destination, locationOf } from "../destination.js";
import { capturedArtifacts, joinedArtifacts } from "./artifacts.js";
import type { CaptureSettings, MeetingCaptureOptions } from "./options.js";

// A feature has one and a half of the four seconds of an invocation.
const patience = { retries: 4, delaysMs: [60, 400], connectMs: 400, answerMs: 900 } as const;

/** A capture that runs. */
export interface RunningCapture {
  readonly is: "on";
  readonly pipelineId: string;
  readonly arn: string;
  /** Where its pieces go, as an ARN. */
  readonly folder: string;
}

/** What became of the wish to capture a meeting; `over`: it was captured, and is not going to be again. */
export type Capture = RunningCapture | { readonly is: "over" };

/** The captures of meetings, by Media Pipelines. */
export interface Captures {
  start(meetingId: string, destination: Destination, signal: AbortSignal): Promise<Capture>;
  /** Has the pieces joined; the service waits with that until the capture is over. */
  join(meetingId: string, capture: RunningCapture, signal: AbortSignal): Promise<void>;
  stop(pipelineId: string, signal: AbortSignal): Promise<void>;
}

export function captures(options: MeetingCaptureOptions, { artifacts }: CaptureSettings): Captures {
  const sdk = lazyClient(options, patience, async (config: ChimeSDKMediaPipelinesClientConfig) => {
    const [pipelines, meetings] = await Promise.all([
      import("@aws-sdk/client-chime-sdk-media-pipelines"),
      import("@aws-sdk/client-chime-sdk-meetings"),
    ]);
    const settings = config as import("@aws-sdk/client-chime-sdk-meetings").ChimeSDKMeetingsClientConfig;
    return {
      pipelines,
      GetMeetingCommand: meetings.GetMeetingCommand,
      client: new pipelines.ChimeSDKMediaPipelinesClient(config),
      meetings: new meetings.ChimeSDKMeetingsClient(settings),
    };
  });

  return {
    async start(meetingId, destination, abortSignal) {
      const { pipelines, client, meetings, GetMeetingCommand } = await sdk();
      // The event does not say which ARN the meeting has.
      const found = await meetings.send(new GetMeetingCommand({ MeetingId: meetingId }), { abortSignal });
      const folder = sinkOf(destination, meetingId);
      try {
        const { MediaCapturePipeline: begun } = await client.send(
          new pipelines.CreateMediaCapturePipelineCommand({
            SourceType: "ChimeSdkMeeting",
            SourceArn: found.Meeting?.MeetingArn ?? "",
            SinkType: "S3Bucket",
            SinkArn: folder,
            ClientRequestToken: requestToken("capture", meetingId),
            ChimeSdkMeetingConfiguration: { ArtifactsConfiguration: capturedArtifacts(artifacts) },
          }),
          { abortSignal },
        );
        const { MediaPipelineId: pipelineId, MediaPipelineArn: arn } = begun ?? {};
        if (pipelineId === undefined || arn === undefined)
          throw new Error("there is no pipeline in the answer");
        return { is: "on", pipelineId, arn, folder };
      } catch (error) {
        // Its pipeline was stopped: the token gives that one only.
        if (error instanceof pipelines.BadRequestException && /token/i.test(error.message))
          return { is: "over" };
        throw error;
      }
    },
    async stop(pipelineId, abortSignal) {
      const { pipelines, client } = await sdk();
      try {
        await client.send(new pipelines.DeleteMediaCapturePipelineCommand({ MediaPipelineId: pipelineId }), {
          abortSignal,
        });
      } catch (error) {
        // Another caller has stopped it, or the meeting has ended.
        if (!(error instanceof pipelines.NotFoundException)) throw error;
      }
    },
    async join(meetingId, { arn, folder }, abortSignal) {
      const { pipelines, client } = await sdk();
      await client.send(
        new pipelines.CreateMediaConcatenationPipelineCommand({
          ClientRequestToken: requestToken("concatenation", meetingId),
          Sources: [
            {
              Type: "MediaCapturePipeline",
              MediaCapturePipelineSourceConfiguration: {
                MediaPipelineArn: arn,
                ChimeSdkMeetingConfiguration: { ArtifactsConfiguration: joinedArtifacts(artifacts) },
              },
            },
          ],
          Sinks: [{ Type: "S3Bucket", S3BucketSinkConfiguration: { Destination: `${folder}/whole` } }],
        }),
        { abortSignal },
      );
    },
  };
}

/** What is asked of AWS; a listing's own bucket has to be allowed beside it. */
export const permissionsFor = ({ destination, concatenate }: CaptureSettings): readonly Permission[] => [
  // Media Pipelines look at the bucket with the permissions of whoever starts a capture.
  { actions: ["s3:GetBucketPolicy"], resource: bucketArn(destination.bucket) },
  {
    actions: [
      "GetMeeting",
      "CreateMediaCapturePipeline",
      "DeleteMediaCapturePipeline",
      ...(concatenate ? ["CreateMediaConcatenationPipeline"] : []),
    ].map((operation) => `chime:${operation}`),
    resource: ownArn("chime", "*", "*"),
  },
];

/** The folder of a meeting's capture, as an ARN. */
const sinkOf = (destination: Destination, meetingId: string): string =>
  `arn:aws:s3:::${locationOf(destination)}/${meetingId}`;

/** The same for every caller of a meeting, so that all of them get one and the same pipeline. */
const requestToken = (what: string, meetingId: string): string =>
  createHash("sha256").update(`${what}\n${meetingId}`).digest("hex");
