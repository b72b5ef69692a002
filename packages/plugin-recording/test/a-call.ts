import {
  type Binding,
  Clock,
  CurrentCall,
  type IvrHandler,
  type LogFields,
  Logger,
  nameOfSaid,
  PromptStore,
  perCall,
  playAudio,
  type Said,
  speak,
  speakAndCollectDigits,
  value,
  withPrompts,
} from "@switchhook/core";
import {
  type SimulatedCall,
  type SimulatedCallOptions,
  simulateCall,
  VirtualClock,
} from "@switchhook/simulator";
import {
  ConsentLedger,
  type ConsentRecord,
  type FinishedRecording,
  RecordingAnnouncer,
} from "../src/index.js";

/** Prompts are files of their names; one that is broken is spoken. */
const prompts = perCall(PromptStore, {
  deps: { call: CurrentCall },
  make: ({ call }): PromptStore => ({
    play(said: Said) {
      const name = nameOfSaid(said);
      const action = call.brokenPrompts.includes(name)
        ? speak({ Text: `${name}, spoken` })
        : playAudio({ AudioSource: { Type: "S3", BucketName: "prompts", Key: `${name}.wav` } });
      return withPrompts(action, [name]);
    },
    collect(said, invalid, { min = 0, max = 128, attemptMs, tries = 1, regex }) {
      return withPrompts(
        speakAndCollectDigits({
          SpeechParameters: { Text: nameOfSaid(said) },
          FailureSpeechParameters: { Text: nameOfSaid(invalid) },
          MinNumberOfDigits: min,
          MaxNumberOfDigits: max,
          TerminatorDigits: ["#"],
          Repeat: tries,
          RepeatDurationInMilliseconds: attemptMs,
          ...(regex !== undefined && { InputDigitsRegex: regex }),
        }),
        [nameOfSaid(said)],
      );
    },
  }),
});

export interface LogEntry {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

/** An IVR on virtual time, and what it logs, announces and notes. */
export interface TestedIvr {
  readonly clock: VirtualClock;
  readonly log: readonly LogEntry[];
  readonly codes: () => unknown[];
  readonly announced: readonly FinishedRecording[];
  readonly consents: readonly ConsentRecord[];
  caller(options?: Partial<SimulatedCallOptions>): SimulatedCall;
}

/** Builds an IVR with the services of the tests; `services` take the place of those. */
export function testedIvr(
  chain: { bind(...bindings: Binding[]): { build(): IvrHandler } },
  ...services: Binding[]
): TestedIvr {
  const clock = new VirtualClock(Date.parse("2026-12-01T07:30:00Z"));
  const log: LogEntry[] = [];
  const announced: FinishedRecording[] = [];
  const consents: ConsentRecord[] = [];
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void log.push({ level, message, fields });
  const handler = chain
    .bind(
      prompts,
      value(Clock, clock),
      value(Logger, { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") }),
      value(RecordingAnnouncer, { recorded: (one) => void announced.push(one) }),
      value(ConsentLedger, { note: (one) => void consents.push(one) }),
      ...services,
    )
    .build();
  return {
    clock,
    log,
    codes: () => log.flatMap(({ fields }) => (fields.code === undefined ? [] : [fields.code])),
    announced,
    consents,
    caller: (options) => simulateCall({ handler, clock, ...options }),
  };
}

/** What the service was sent, by type, without the listener. */
export const sent = ({ responses }: SimulatedCall): string[] =>
  responses
    .flatMap(({ Actions }) => (Actions ?? []).map(({ Type }) => Type))
    .filter((type) => type !== "ReceiveDigits");

/** What became of recordings, in that order. */
export const recorded = ({ trace }: SimulatedCall): string[] =>
  trace.flatMap((entry) => (entry.kind === "records" ? [entry.is] : []));
