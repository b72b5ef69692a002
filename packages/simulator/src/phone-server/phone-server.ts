import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";
import type { MeetingStore } from "../aws/meeting-store.js";
import { realClock } from "../clock.js";
import type { Bots, SmaHandler } from "../engine/ports.js";
import { documentedRules, type EngineRules } from "../engine/rules.js";
import type { SmaCall } from "../engine/sma-call.js";
import { SmaService } from "../engine/sma-service.js";
import type { Sound } from "../engine/trace.js";
import type { BucketFolders } from "../media/bucket-folders.js";
import { startRealMedia } from "../media/real/real-media.js";
import type { DescribePrompt } from "../phone/transcript.js";
import { plainText } from "../speech/plain-text.js";
import { SpokenSounds } from "../speech/spoken-sounds.js";
import type { VoiceProgramChoice } from "../speech/voice-program.js";
import type { Access } from "./access.js";
import { DemandedActionFaults } from "./action-faults.js";
import { CallLog } from "./call-log.js";
import { serveControlSockets } from "./control-sockets.js";
import { httpApp } from "./http-app.js";
import { meetingView } from "./meeting-view.js";
import { PhoneHub } from "./phone-hub.js";
import { Phones } from "./phones.js";
import type { FlowNode, PageMessage, ServerMessage } from "./protocol.js";
import { Sounds } from "./sounds.js";

export interface PhoneServerOptions {
  readonly handler: SmaHandler;
  /** What the page calls the handler. */
  readonly name: string;
  /** The flow of a Switchhook handler; asked for again whenever a tab comes. */
  readonly flow?: () => readonly FlowNode[] | undefined;
  readonly meetings: MeetingStore;
  readonly buckets: BucketFolders;
  readonly bots?: Bots;
  /** What a prompt says, by its file; default: unknown. */
  readonly describePrompt?: DescribePrompt;
  /** Which program speaks; default `auto`. */
  readonly voice?: VoiceProgramChoice;
  readonly hints?: readonly string[];
  readonly numbers?: { readonly to: string; readonly from: string };
  readonly rules?: Partial<EngineRules>;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1; with anything else other machines can call, and hear. */
  readonly host?: string;
  /** Makes requests of the local AWS services fail, as the page asks. */
  readonly demandServiceFault?: (fault: Extract<PageMessage, { do: "fault" }>) => void;
}

export interface PhoneServer {
  /** The address of the page. */
  readonly url: string;
  readonly service: SmaService;
  /** CreateSipMediaApplicationCall: rings on the phone with that number. */
  place(setup: Parameters<SmaService["place"]>[0]): SmaCall;
  /** Tells all tabs. */
  say(message: ServerMessage): void;
  close(): Promise<void>;
}

/** Serves the phone in the browser: the page, its sockets, and the calls that it makes. */
export async function startPhoneServer(options: PhoneServerOptions): Promise<PhoneServer> {
  const { host = "127.0.0.1", numbers = { to: "+12065550101", from: "+12065550102" }, hints = [] } = options;
  let app: Hono | undefined;
  const server = await listen(
    (request) => app?.fetch(request) ?? new Response(null, { status: 503 }),
    options,
  );
  const { port } = server.address() as AddressInfo;
  const names = [...new Set(["127.0.0.1", "localhost", host])];
  const access: Access = {
    token: randomBytes(24).toString("base64url"),
    hosts: names.map((name) => `${name}:${port}`),
  };

  const spoken = new SpokenSounds({ program: options.voice ?? "auto" });
  const voice = await spoken.voice();
  const sounds = new Sounds(
    (bucket, key) => options.buckets.find(bucket, key),
    spoken,
    voice !== undefined,
    (text) => hub.say({ is: "problem", text }),
  );
  const media = await startRealMedia({
    access,
    host,
    sounds,
    recordings: { fileFor: (bucket, key) => options.buckets.fileFor(bucket, key), written() {} },
    onKey: (leg, key) => {
      const found = service.legOf(leg);
      found?.call.press(key, found.leg);
    },
  }).catch((error: unknown) => {
    server.close();
    throw error;
  });

  media.preload(promptsIn(options.buckets));

  const faults = new DemandedActionFaults();
  const phones = new Phones({
    attach: (leg, phone) => media.attach(leg, phone),
    legIs: (callId) => {
      const found = service.legOf(callId);
      return found && { call: found.call.transactionId, leg: found.leg.tag };
    },
    problem: (text) => hub.say({ is: "problem", text }),
  });
  const textOf = (sound: Sound) =>
    "text" in sound ? plainText(sound) : options.describePrompt?.(sound.bucket, sound.key);
  const log = new CallLog((message) => hub.say(message), textOf);
  const service: SmaService = new SmaService({
    handler: options.handler,
    clock: realClock,
    media,
    rooms: options.meetings,
    exchange: phones,
    ...(options.bots && { bots: options.bots }),
    faults,
    rules: { ...documentedRules, ...options.rules },
    region: options.region ?? "us-east-1",
    sipRuleId: "cce5c298-4e61-4f6b-bf87-39cacfb5a15f",
    sipMediaApplicationId: "9324457f-ad47-407d-bf45-5d409e714808",
    onTrace: (entry, call) => hub.traced(entry, call),
  });
  const meetings = () =>
    options.meetings
      .all()
      .map((meeting): ServerMessage => ({ is: "meeting", meeting: meetingView(meeting, service) }));
  const hub: PhoneHub = new PhoneHub({
    clock: realClock,
    service,
    phones,
    log,
    meetings,
    welcome: () => {
      const flow = options.flow?.();
      return {
        is: "welcome",
        handler: options.name,
        hints,
        numbers,
        ...(voice !== undefined && { voice }),
        audio: `ws://${host}:${media.audioPort}/`,
        ...(flow && { flow }),
        buckets: options.buckets.names,
      };
    },
    demandFault: (fault) => {
      if ("action" in fault.target) faults.demand(fault.target, fault.times);
      else options.demandServiceFault?.(fault);
    },
  });
  app = httpApp({
    access,
    log,
    audioOrigin: `ws://${host}:${media.audioPort}`,
    fileOf: (bucket, key) => options.buckets.pathOf(bucket, key),
  });
  const sockets = serveControlSockets(server, access, hub);

  return {
    url: `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}/`,
    service,
    place(setup) {
      const call = service.place(setup);
      log.begin(call);
      return call;
    },
    say: (message) => hub.say(message),
    async close() {
      for (const call of service.calls) for (const leg of call.legs) call.hangUp(leg);
      hub.close();
      sockets.close();
      await media.close();
      await new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      });
    },
  };
}

// As many as the media thread keeps.
const mostPrompts = 200;

/** The sound files of all buckets: the first call is not to wait for what the second one has. */
const promptsIn = (buckets: BucketFolders): readonly string[] =>
  buckets.names
    .flatMap((bucket) => buckets.keys(bucket).map((key) => buckets.pathOf(bucket, key) ?? ""))
    .filter((path) => path.endsWith(".wav"))
    .slice(0, mostPrompts);

type Fetch = (request: Request) => Response | Promise<Response>;

function listen(fetch: Fetch, { port = 0, host = "127.0.0.1" }: PhoneServerOptions): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: host }, () => resolve(server)) as Server;
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new Error(
              `The port ${port} of ${host} is in use: stop what uses it, or choose another with --port.`,
            )
          : error,
      ),
    );
  });
}
