import type { Clock } from "../clock.js";
import type { BucketFile, MediaCommand, MediaPort, PlayEnding, RecordEnding, Tap } from "../engine/ports.js";
import type { Sound } from "../engine/trace.js";
import { speechLengthMs } from "../speech/speech-length.js";
import { describeProblem, problemsOfSpeech } from "../speech/ssml.js";

/** Where sound files are looked up. */
export interface AudioLibrary {
  /** How long a file plays, in milliseconds; undefined when there is none, or none that can be played. */
  durationOf(bucket: string, key: string): number | undefined;
  /** Why recordings cannot be written to a bucket; undefined, as by default, when they can. */
  whyNotWritable?(bucket: string): string | undefined;
  /** A recording has been written. */
  written?(recording: VirtualRecording): void;
}

/** A file that a call left behind. */
export interface VirtualRecording extends BucketFile {
  readonly ms: number;
}

const commaMs = 500;

/** Media without audio: a prompt takes as long as its file says, or its text would take. */
export class VirtualMedia implements MediaPort {
  /** What was recorded, in the order in which it was written. */
  readonly recordings: VirtualRecording[] = [];
  readonly #open = new Map<string, Set<MediaCommand>>();
  readonly #speaksUntil = new Map<string, number>();
  readonly #spoke = new Map<string, () => void>();

  constructor(
    private readonly clock: Clock,
    private readonly library: AudioLibrary,
  ) {}

  /** The party of a leg says something, for so many milliseconds from now. */
  say(leg: string, ms: number): void {
    this.#speaksUntil.set(leg, this.clock.now() + ms);
    this.#spoke.get(leg)?.();
  }

  prepare(): void {}

  play(leg: string, sound: Sound, repeat: number, complete: (ending: PlayEnding) => void): MediaCommand {
    const found = this.#durationOf(sound);
    if ("ms" in found) return this.#timed(leg, found.ms * repeat, complete);
    return this.#command(leg, (finish) => {
      const cancel = this.clock.after(0, () => finish(() => complete({ how: "unplayable", why: found.why })));
      return () => {
        cancel();
        complete({ how: "stopped" });
      };
    });
  }

  record(
    leg: string,
    request: BucketFile & { readonly silenceMs?: number },
    complete: (ending: RecordEnding) => void,
  ): MediaCommand {
    return this.#recording(leg, request, complete, (silent) => {
      const { silenceMs } = request;
      if (silenceMs === undefined) return () => {};
      let cancel = () => {};
      const listen = () => {
        cancel();
        const quietFrom = Math.max(this.clock.now(), this.#speaksUntil.get(leg) ?? 0);
        cancel = this.clock.after(quietFrom + silenceMs - this.clock.now(), silent);
      };
      listen();
      this.#spoke.set(leg, listen);
      return () => {
        cancel();
        this.#spoke.delete(leg);
      };
    });
  }

  tap(leg: string, request: BucketFile, complete: (ending: RecordEnding) => void): Tap {
    const command = this.#recording(leg, request, complete, () => () => {});
    return { ...command, pause() {}, resume() {} };
  }

  sendDigits(
    leg: string,
    digits: string,
    toneMs: number,
    complete: (ending: PlayEnding) => void,
  ): MediaCommand {
    const ms = [...digits].reduce((sum, digit) => sum + (digit === "," ? commaMs : toneMs), 0);
    return this.#timed(leg, ms, complete);
  }

  bridge(): () => void {
    return () => {};
  }

  enterRoom(): void {}

  mute(): void {}

  end(leg: string): void {
    for (const command of [...(this.#open.get(leg) ?? [])]) command.stop();
    this.#open.delete(leg);
  }

  #durationOf(sound: Sound): { readonly ms: number } | { readonly why: string } {
    if ("text" in sound) {
      const problems = problemsOfSpeech(sound);
      return problems.length > 0
        ? { why: problems.map(describeProblem).join("\n") }
        : { ms: speechLengthMs(sound) };
    }
    const ms = this.library.durationOf(sound.bucket, sound.key);
    return ms === undefined
      ? { why: `${sound.bucket}/${sound.key} is not there, or cannot be played` }
      : { ms };
  }

  #timed(leg: string, ms: number, complete: (ending: PlayEnding) => void): MediaCommand {
    return this.#command(leg, (finish) => {
      const cancel = this.clock.after(ms, () => finish(() => complete({ how: "finished" })));
      return () => {
        cancel();
        complete({ how: "stopped" });
      };
    });
  }

  #recording(
    leg: string,
    { bucket, key }: BucketFile,
    complete: (ending: RecordEnding) => void,
    watch: (silent: () => void) => () => void,
  ): MediaCommand {
    const why = this.library.whyNotWritable?.(bucket);
    const began = this.clock.now();
    return this.#command(leg, (finish) => {
      if (why !== undefined) {
        const cancel = this.clock.after(0, () => finish(() => complete({ how: "unwritable", why })));
        return () => {
          cancel();
          complete({ how: "stopped", ms: 0 });
        };
      }
      const written = (how: "stopped" | "silent") => {
        unwatch();
        const ms = this.clock.now() - began;
        const recording = { bucket, key, ms };
        this.recordings.push(recording);
        this.library.written?.(recording);
        complete({ how, ms });
      };
      const unwatch = watch(() => finish(() => written("silent")));
      return () => written("stopped");
    });
  }

  /** A command of a leg, which is over once: by itself through `finish`, or by `stop`. */
  #command(leg: string, start: (finish: (end: () => void) => void) => () => void): MediaCommand {
    let over = false;
    const open = this.#open.get(leg) ?? new Set();
    this.#open.set(leg, open);
    const finish = (end: () => void) => {
      if (over) return;
      over = true;
      open.delete(command);
      end();
    };
    const stopped = start(finish);
    const command: MediaCommand = { stop: () => finish(stopped) };
    open.add(command);
    return command;
  }
}
