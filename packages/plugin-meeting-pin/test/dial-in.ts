import {
  type Binding,
  Clock,
  CurrentCall,
  ivr,
  type LogFields,
  Logger,
  nameOfSaid,
  PromptStore,
  perCall,
  type Said,
  speak,
  speakAndCollectDigits,
  value,
} from "@switchhook/core";
import {
  type LocalEndpoint,
  listen,
  type MeetingsApi,
  meetingsApi,
  type SimulatedCall,
  simulateCall,
  VirtualClock,
} from "@switchhook/simulator";
import {
  chimeMeetings,
  joinMeeting,
  type Listing,
  MeetingDirectory,
  type MeetingPinOptions,
  meetingPin,
} from "../src/index.js";

/** Says the names of prompts, with the locale where it is not that of the tests. */
const spokenNames = perCall(PromptStore, {
  deps: { call: CurrentCall },
  make: ({ call }): PromptStore => {
    const said = (prompt: Said) => {
      const name = nameOfSaid(prompt);
      return call.locale === "en-US" ? name : `${name} (${call.locale})`;
    };
    return {
      play: (name) => speak({ Text: said(name) }),
      collect: (name, invalid, { min = 0, max = 128, attemptMs, tries = 1 }) =>
        speakAndCollectDigits({
          SpeechParameters: { Text: said(name) },
          FailureSpeechParameters: { Text: said(invalid) },
          MinNumberOfDigits: min,
          MaxNumberOfDigits: max,
          TerminatorDigits: ["#"],
          Repeat: tries,
          RepeatDurationInMilliseconds: attemptMs,
        }),
    };
  },
});

export interface LogEntry {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

export interface DialIn {
  readonly meetings: MeetingsApi;
  readonly clock: VirtualClock;
  readonly log: readonly LogEntry[];
  caller(from?: string): SimulatedCall;
  close(): Promise<void>;
}

/** A directory of these listings by PIN. */
export const listed = (listings: Readonly<Record<string, Listing>>): Binding =>
  value(MeetingDirectory, {
    find: (pin) => (Object.hasOwn(listings, pin) ? listings[pin] : undefined),
  });

/** The dial-in flow with a directory, on virtual time, with real SDK clients against the simulator's endpoint. */
export async function startDialIn(
  directory: Binding,
  { services = [], options = {} }: { services?: Binding[]; options?: MeetingPinOptions } = {},
): Promise<DialIn> {
  const clock = new VirtualClock(Date.parse("2026-12-01T07:30:00Z"));
  const meetings = meetingsApi("us-east-1");
  const endpoint: LocalEndpoint = await listen(meetings.app);
  const log: LogEntry[] = [];
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void log.push({ level, message, fields });
  const handler = ivr()
    .use(meetingPin(options))
    .use(joinMeeting())
    .bind(
      spokenNames,
      directory,
      chimeMeetings({
        client: {
          endpoint: endpoint.url,
          region: "us-east-1",
          credentials: { accessKeyId: "local", secretAccessKey: "local" },
          requestHandler: { connectionTimeout: 10_000, requestTimeout: 15_000 },
        },
        retryDelayMs: () => 0,
      }),
      value(Clock, clock),
      value(Logger, { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") }),
      ...services,
    )
    .build();
  return {
    meetings,
    clock,
    log,
    caller: (from = "+12065550102") =>
      simulateCall({ handler, clock, rooms: meetings.store, setup: { from, to: "+12065550101" } }),
    close: () => endpoint.close(),
  };
}

/** Dials and types PINs one after the other. */
export async function dialAndType(
  app: DialIn,
  pins: readonly string[],
  from?: string,
): Promise<SimulatedCall> {
  const call = await app.caller(from).dial();
  // Five digits are enough by themselves; one key more would be the first of the next try.
  for (const pin of pins) await call.enter(pin.length < 5 ? `${pin}#` : pin);
  return call;
}
