import {
  type Action,
  type Binding,
  Clock,
  collectDigits,
  definePlugin,
  done,
  type InvocationResponse,
  type IvrHandler,
  joinMeeting,
  type LogFields,
  Logger,
  type LogLevel,
  playAudio,
  speak,
  value,
} from "../../src/index.js";
import { ACall } from "./a-call.js";

/** A clock that stands still until it is moved. */
export class FakeClock implements Clock {
  #now = 1_700_000_000_000;
  #timers = new Set<{ at: number; then: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, then: () => void): () => void {
    const timer = { at: this.#now + ms, then };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  get pending(): number {
    return this.#timers.size;
  }

  /** Moves on, once everything that runs at this moment has come to rest. */
  async advance(ms: number): Promise<void> {
    await settled();
    this.#now += ms;
    for (const timer of [...this.#timers].sort((one, other) => one.at - other.at)) {
      if (timer.at > this.#now || !this.#timers.delete(timer)) continue;
      timer.then();
      await settled();
    }
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Entry {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
}

/** A log that can be asked what is in it. */
export class FakeLog {
  readonly entries: Entry[] = [];
  readonly logger: Logger = {
    debug: this.#at("debug"),
    info: this.#at("info"),
    warn: this.#at("warn"),
    error: this.#at("error"),
  };

  #at(level: LogLevel) {
    return (message: string, fields: LogFields = {}): void =>
      void this.entries.push({ level, message, fields });
  }

  /** The codes that were logged, in order. */
  get codes(): unknown[] {
    return this.entries.flatMap(({ fields }) => (fields.code === undefined ? [] : [fields.code]));
  }

  /** The code of the cause of the last entry that has an error. */
  get cause(): { readonly code?: string; readonly message?: string; readonly name?: string } | undefined {
    const error = this.entries.findLast(({ fields }) => fields.error)?.fields.error;
    return (error as { cause?: object } | undefined)?.cause;
  }

  get invocations(): LogFields[] {
    return this.entries.filter(({ message }) => message === "invocation").map(({ fields }) => fields);
  }
}

interface Buildable {
  bind(...bindings: readonly Binding[]): { build(): IvrHandler };
}

/** Builds an IVR with a log and a clock of its own, and a call to it. */
export function start(ivr: Buildable) {
  const log = new FakeLog();
  const clock = new FakeClock();
  const handler = ivr.bind(value(Logger, log.logger), value(Clock, clock)).build();
  return { call: new ACall(handler), handler, log, clock };
}

export const play = (name: string) =>
  playAudio({ AudioSource: { Type: "S3", BucketName: "prompts", Key: `${name}.wav` } });

export const collect = (name: string, Repeat = 1) =>
  collectDigits({
    AudioSource: { Type: "S3", BucketName: "prompts", Key: `${name}.wav` },
    FailureAudioSource: { Type: "S3", BucketName: "prompts", Key: "invalid.wav" },
    Repeat,
    RepeatDurationInMilliseconds: 5000,
  });

export const say = (Text: string) => speak({ Text });

export const join = (MeetingId: string) => joinMeeting({ JoinToken: "a-join-token", MeetingId });

/** A step that does not wait. */
export const notice = <const Name extends string>(name: Name, actions: readonly Action[] = [play(name)]) =>
  definePlugin({ name, step: { ask: () => done({}, actions) } });

/** A step that asks a question, and is done with any answer. */
export const question = <const Name extends string>(name: Name, maxAttempts = 3) =>
  definePlugin({
    name,
    step: {
      maxAttempts,
      ask: () => [collect(name)],
      on: { "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": () => done() },
    },
  });

/** A step that puts the call into a meeting, and stays there. */
export const meeting = definePlugin({ name: "meeting", step: { ask: () => [join("m-1")] } });

/** The words and the hang-ups of the fallback. */
export const sorry =
  "Speak We are sorry. Something went wrong on our side. Please call again in a few minutes.";

export const isFallback = (answer: InvocationResponse): boolean =>
  JSON.stringify(answer.Actions).includes("We are sorry");
