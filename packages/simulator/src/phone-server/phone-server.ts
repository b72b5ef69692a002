import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";
import type { MeetingStore } from "../aws/meeting-store.js";
import { type Clock, realClock } from "../clock.js";
import type { Bots, SmaHandler } from "../engine/ports.js";
import { documentedRules, type EngineRules } from "../engine/rules.js";
import { SmaService } from "../engine/sma-service.js";
import { startRealMedia } from "../media/real/real-media.js";
import type { DescribePrompt } from "../phone/transcript.js";
import { plainText } from "../speech/plain-text.js";
import { SpokenSounds } from "../speech/spoken-sounds.js";
import { type Access, originsOf } from "./access.js";
import { DemandedActionFaults } from "./action-faults.js";
import { CallLog } from "./call-log.js";
import { serveControlSockets } from "./control-sockets.js";
import { httpApp } from "./http-app.js";
import { PhoneHub } from "./phone-hub.js";
import { Phones } from "./phones.js";
import type { FlowNode, PageMessage, ServerMessage } from "./protocol.js";
import { type FindFile, Sounds } from "./sounds.js";

export interface PhoneServerOptions {
  readonly handler: SmaHandler;
  /** What the page calls the handler. */
  readonly name: string;
  /** The flow of a Switchhook handler. */
  readonly flow?: () => readonly FlowNode[] | undefined;
  readonly meetings: MeetingStore;
  readonly buckets: BucketFiles;
  readonly bots?: Bots;
  /** What a prompt says, by its file; default: what is not known. */
  readonly describePrompt?: DescribePrompt;
  /** Which program speaks; default `auto`. */
  readonly voice?: string;
  readonly hints?: readonly string[];
  readonly numbers?: { readonly to: string; readonly from: string };
  readonly rules?: Partial<EngineRules>;
  readonly region?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1; anything else is open to other machines. */
  readonly host?: string;
  /** Faults of the local AWS services, which the page may ask for. */
  readonly demandServiceFault?: (fault: Extract<PageMessage, { do: "fault" }>) => void;
}

/** Buckets as the media need them. */
export interface BucketFiles {
  readonly names: readonly string[];
  readonly find: FindFile;
  fileFor(bucket: string, key: string): string | { readonly problem: string };
  written(bucket: string, key: string): void;
  pathOf(bucket: string, key: string): string | undefined;
}

export interface PhoneServer {
  /** The page. */
  readonly url: string;
  readonly service: SmaService;
  readonly hub: PhoneHub;
  close(): Promise<void>;
}
