import { type Context, Hono } from "hono";
import type { Clock } from "../clock.js";
import type { BucketFolders } from "../media/bucket-folders.js";
import { LocalDynamo } from "./local-dynamo.js";
import { mediaPipelinesApi } from "./media-pipelines-api.js";
import { type MeetingsApi, meetingsApi } from "./meetings-api.js";
import { pollyApi, type Speaker } from "./polly-api.js";
import { s3Api } from "./s3-api.js";
import { sufferFault } from "./suffer-fault.js";
import { type CallControl, voiceApi } from "./voice-api.js";
import { type VoiceInventory, voiceInventoryApi } from "./voice-inventory-api.js";

export interface LocalAwsOptions {
  readonly region: string;
  readonly clock: Clock;
  readonly buckets: BucketFolders;
  readonly calls: CallControl;
  readonly speak: Speaker;
  /** The applications, rules and phone numbers that Chime SDK Voice tells of, asked for anew each time; default none. */
  readonly inventory?: () => VoiceInventory;
  /** A service or operation that nothing here serves was asked for. */
  readonly onUnserved?: (what: string) => void;
  /** A DynamoDB table was made, because the handler asked for one that was not there. */
  readonly onTableMade?: (text: string) => void;
}

export interface LocalAws {
  readonly app: Hono;
  readonly meetings: MeetingsApi;
  close(): Promise<void>;
}

/** All local services on one port, so that one `AWS_ENDPOINT_URL` leads every SDK client to its own. */
export function localAws(options: LocalAwsOptions): LocalAws {
  const { region, clock, buckets, calls, speak, onUnserved } = options;
  const meetings = meetingsApi(region);
  const dynamo = new LocalDynamo((table, keys) =>
    options.onTableMade?.(`The table ${table} was made, with the key ${keys.join(" and ")}.`),
  );
  const services = {
    voice: voiceApi(calls).route("/", voiceInventoryApi(options.inventory ?? (() => ({})))),
    "media-pipelines": mediaPipelinesApi(meetings.store, clock, region),
    polly: pollyApi(speak),
    s3: s3Api(buckets),
  };
  const serve = (c: Context, service: string): Promise<Response> | Response => {
    if (service === "dynamodb") return dynamo.forward(c);
    if (service in services) return services[service as keyof typeof services].fetch(c.req.raw, c.env);
    onUnserved?.(service);
    return c.json({ __type: "NotImplemented", message: `The simulator does not serve ${service}.` }, 400, {
      "x-amzn-errortype": "NotImplemented",
    });
  };
  const app = new Hono();
  app.all("*", async (c) => {
    const service = serviceOf(c, buckets);
    // Its own operations have faults of their own.
    if (service === "meetings") return meetings.app.fetch(c.req.raw, c.env);
    return sufferFault(c, meetings.faults.take(new URL(c.req.url).host, service), {
      carryOut: () => serve(c, service),
      refuse: ({ status, code }) =>
        c.json({ Code: code, message: "a planned fault" }, status as 400, { "x-amzn-errortype": code }),
    });
  });
  return { app, meetings, close: () => dynamo.close() };
}

/** Which service a request is for: by its path, or by what was signed. */
function serviceOf(c: Context, buckets: BucketFolders): string {
  const { path } = c.req;
  const target = c.req.header("x-amz-target") ?? "";
  if (target.startsWith("DynamoDB_")) return "dynamodb";
  if (/^\/meetings(?:\/|$)/.test(path)) return "meetings";
  if (/^\/(?:sip-media-applications|sip-rules|phone-numbers)(?:\/|$)/.test(path)) return "voice";
  if (path.startsWith("/sdk-media-")) return "media-pipelines";
  if (path === "/v1/speech") return "polly";
  const [, signedFor] =
    /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(c.req.header("authorization") ?? "") ?? [];
  if (signedFor === "s3" || buckets.has(path.split("/")[1] ?? "")) return "s3";
  return target || signedFor || `${c.req.method} ${path}`;
}
