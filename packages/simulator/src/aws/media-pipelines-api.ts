import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Clock } from "../clock.js";
import type { MeetingStore } from "./meeting-store.js";

interface Pipeline {
  readonly id: string;
  readonly meetingId: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  status: "Initializing" | "InProgress" | "Stopping" | "Stopped";
}

// The service needs a moment for either.
const startMs = 1000;

/**
 * Chime SDK Media Pipelines, as far as recording a meeting goes (wire.md 6.4): pipelines come and go as documented, and
 * nothing is captured.
 */
export function mediaPipelinesApi(meetings: MeetingStore, clock: Clock, region = "us-east-1"): Hono {
  const app = new Hono();
  const pipelines = new Map<string, Pipeline>();
  /** Ids by request token. */
  const concatenations = new Map<string, string>();
  const path = "/sdk-media-capture-pipelines";

  app.post(path, async (c) => {
    const request = (await c.req.json().catch(() => ({}))) as Record<string, unknown>;
    const missing = ["SourceType", "SourceArn", "SinkType", "SinkArn"].find(
      (name) => typeof request[name] !== "string",
    );
    if (missing) return failure(c, 400, "BadRequestException", `${missing} is required`);
    const again = [...pipelines.values()].find(
      (one) =>
        request.ClientRequestToken !== undefined &&
        one.request.ClientRequestToken === request.ClientRequestToken,
    );
    if (again && again.status !== "Stopped") return c.json({ MediaCapturePipeline: viewOf(again) }, 201);
    if (again) {
      return failure(c, 400, "BadRequestException", "Client request token exists without active resources");
    }
    const meetingId = String(request.SourceArn).split("/").at(-1) ?? "";
    if (!meetings.find(meetingId)) return failure(c, 404, "NotFoundException", "The meeting was not found.");
    const running = [...pipelines.values()].some(
      (one) => one.meetingId === meetingId && one.status !== "Stopped",
    );
    if (running) return failure(c, 400, "ResourceLimitExceededException", "The meeting is captured already.");
    const pipeline: Pipeline = {
      id: randomUUID(),
      meetingId,
      request,
      createdAt: clock.now(),
      status: "Initializing",
    };
    pipelines.set(pipeline.id, pipeline);
    clock.after(startMs, () => {
      if (pipeline.status === "Initializing") pipeline.status = "InProgress";
    });
    return c.json({ MediaCapturePipeline: viewOf(pipeline) }, 201);
  });
  app.get(path, (c) => c.json({ MediaCapturePipelines: [...pipelines.values()].map(viewOf) }));
  app.get(`${path}/:id`, (c) => {
    const pipeline = pipelines.get(c.req.param("id"));
    return pipeline ? c.json({ MediaCapturePipeline: viewOf(pipeline) }) : gone(c);
  });
  app.delete(`${path}/:id`, (c) => {
    const pipeline = pipelines.get(c.req.param("id"));
    if (!pipeline || pipeline.status === "Stopped") return gone(c);
    pipeline.status = "Stopping";
    clock.after(startMs, () => {
      pipeline.status = "Stopped";
    });
    return c.body(null, 204);
  });
  app.post("/sdk-media-concatenation-pipelines", async (c) => {
    const {
      Sources,
      Sinks,
      ClientRequestToken: token,
    } = (await c.req.json().catch(() => ({}))) as {
      Sources?: unknown[];
      Sinks?: unknown[];
      ClientRequestToken?: string;
    };
    if (Sources?.length !== 1 || Sinks?.length !== 1) {
      return failure(c, 400, "BadRequestException", "There must be one source and one sink.");
    }
    const known = token === undefined ? undefined : concatenations.get(token);
    const MediaPipelineId = known ?? randomUUID();
    concatenations.set(token ?? MediaPipelineId, MediaPipelineId);
    const MediaPipelineArn = arnOf(MediaPipelineId);
    const Status = "InProgress";
    return c.json(
      { MediaConcatenationPipeline: { MediaPipelineId, MediaPipelineArn, Status, Sources, Sinks } },
      201,
    );
  });

  const arnOf = (id: string) => `arn:aws:chime:${region}:111122223333:media-pipeline/${id}`;
  const viewOf = ({ id, request, createdAt, meetingId, status }: Pipeline) => ({
    ...request,
    MediaPipelineId: id,
    MediaPipelineArn: arnOf(id),
    // A pipeline ends with its meeting.
    Status: meetings.find(meetingId) ? status : "Stopped",
    CreatedTimestamp: new Date(createdAt).toISOString(),
    UpdatedTimestamp: new Date(createdAt).toISOString(),
  });
  return app;
}

const gone = (c: Context) => failure(c, 404, "NotFoundException", "The media pipeline was not found.");

const failure = (c: Context, status: ContentfulStatusCode, Code: string, Message: string): Response =>
  c.json({ Code, Message }, status, { "x-amzn-errortype": Code });
