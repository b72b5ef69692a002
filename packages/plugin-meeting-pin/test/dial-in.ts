import { callCommands } from "@switchhook/aws";
import {
  type Binding,
  Clock,
  CurrentCall,
  ivr,
  type LogFields,
  Logger,
  nameOfSaid,
  type Plugin,
  PromptStore,
  perCall,
  playAudio,
  type Said,
  speak,
  speakAndCollectDigits,
  value,
} from "@switchhook/core";
import {
  BucketFolders,
  type LocalEndpoint,
  listen,
  localAws,
  type MeetingsApi,
  realClock,
  type SimulatedCall,
  simulateCall,
  VirtualClock,
} from "@switchhook/simulator";
import {
  chimeMeetings,
  type JoinMeetingOptions,
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
      const values = typeof prompt === "object" && "values" in prompt ? Object.values(prompt.values) : [];
      const name = [nameOfSaid(prompt), ...values].join(" ");
      return call.locale === "en-US" ? name : `${name} (${call.locale})`;
    };
    return {
      // Only audio is cut short by an update of the call (wire.md 4.4).
      play: (name) =>
        name === "hold-music"
          ? playAudio({ AudioSource: { Type: "S3", BucketName: "the-prompts", Key: "hold-music.wav" } })
          : speak({ Text: said(name) }),
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

/** How long the music of a waiting room plays. */
export const musicMs = 5000;

interface DialInOptions {
  readonly services?: Binding[];
  readonly options?: MeetingPinOptions;
  readonly join?: JoinMeetingOptions;
  /** Features beside the flow. */
  readonly features?: readonly Plugin[];
  /** A bucket that the service cannot read. */
  readonly unreadable?: string;
}

/** The dial-in flow with a directory, on virtual time, with real SDK clients against the simulator's endpoints. */
export async function startDialIn(
  directory: Binding,
  { services = [], options = {}, join = {}, features = [], unreadable }: DialInOptions = {},
): Promise<DialIn> {
  const clock = new VirtualClock(Date.parse("2026-12-01T07:30:00Z"));
  const calls: SimulatedCall[] = [];
  const aws = localAws({
    region: "us-east-1",
    clock: realClock,
    buckets: new BucketFolders({}),
    speak: () => Promise.reject(new Error("nothing is spoken here")),
    calls: {
      place: () => "",
      update(transactionId, args) {
        const call = calls.find((one) => one.call.transactionId === transactionId);
        if (!call || call.call.ended) return false;
        call.call.update(args);
        return true;
      },
    },
  });
  const endpoint: LocalEndpoint = await listen(aws.app);
  const log: LogEntry[] = [];
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void log.push({ level, message, fields });
  const client = {
    endpoint: endpoint.url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 15_000 },
  };
  const flow = features.reduce((ivr, feature) => ivr.use(feature) as typeof ivr, ivr());
  const handler = flow
    .use(meetingPin(options))
    .use(joinMeeting(join))
    .bind(
      spokenNames,
      directory,
      chimeMeetings({ client, retryDelayMs: () => 0 }),
      callCommands({ client, retryDelayMs: () => 0 }),
      value(Clock, clock),
      value(Logger, { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") }),
      ...services,
    )
    .build();
  return {
    meetings: aws.meetings,
    clock,
    log,
    caller(from = "+12065550102") {
      const call = simulateCall({
        handler,
        clock,
        audio: {
          durationOf(bucket, key) {
            if (bucket === unreadable) return undefined;
            return key === "hold-music.wav" ? musicMs : 1000;
          },
        },
        rooms: aws.meetings.store,
        setup: { from, to: "+12065550101" },
      });
      calls.push(call);
      return call;
    },
    async close() {
      await endpoint.close();
      await aws.close();
    },
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

/** Whether the call has been sent into a meeting. */
export const joined = (call: SimulatedCall): boolean =>
  call.responses.some(({ Actions }) => Actions?.some(({ Type }) => Type === "JoinChimeMeeting"));
