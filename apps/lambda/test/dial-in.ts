import { fileURLToPath } from "node:url";
import { type Binding, Clock, type LogFields, Logger, value } from "@switchhook/core";
import { chimeMeetings } from "@switchhook/plugin-meeting-pin";
import {
  type LocalEndpoint,
  listen,
  type MeetingsApi,
  meetingsApi,
  type SimulatedCall,
  type SimulatedCallOptions,
  simulateCall,
  VirtualClock,
} from "@switchhook/simulator";
import { readConfig } from "../src/config.js";
import { dialIn } from "../src/ivr.js";

export interface LogEntry {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

/** The dial-in flow whole: the real SDK client against a local endpoint over HTTP, on virtual time. */
export interface DialIn {
  readonly meetings: MeetingsApi;
  readonly clock: VirtualClock;
  readonly log: LogEntry[];
  /** A new Lambda process. */
  coldHandler(...services: Binding[]): ReturnType<typeof dialIn>;
  /** A caller of the warm process. */
  caller(options?: Partial<SimulatedCallOptions>): SimulatedCall;
  close(): Promise<void>;
}

export async function startDialIn(): Promise<DialIn> {
  const meetings = meetingsApi("us-east-1");
  const endpoint: LocalEndpoint = await listen(meetings.app);
  const clock = new VirtualClock();
  const log: LogEntry[] = [];
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void log.push({ level, message, fields });
  const config = readConfig({
    PROMPT_BUCKET: "prompts",
    RECORDING_BUCKET: "recordings",
    MEETING_DIRECTORY: fileURLToPath(new URL("../demo-meetings.json", import.meta.url)),
  });
  const coldHandler = (...services: Binding[]) =>
    dialIn(
      config,
      value(Clock, clock),
      value(Logger, { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") }),
      chimeMeetings({
        client: {
          endpoint: endpoint.url,
          region: "us-east-1",
          credentials: { accessKeyId: "local", secretAccessKey: "local" },
        },
        retryDelayMs: () => 0,
      }),
      ...services,
    );
  const warm = coldHandler();
  return {
    meetings,
    clock,
    log,
    coldHandler,
    caller: (options) => simulateCall({ handler: warm, clock, rooms: meetings.store, ...options }),
    close: () => endpoint.close(),
  };
}

export const pin = "12345";
