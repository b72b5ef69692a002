import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type {
  BucketFile,
  MediaCommand,
  MediaPort,
  PlayEnding,
  RecordEnding,
  RecordRequest,
  Tap,
  TapRequest,
} from "../../engine/ports.js";
import type { Sound } from "../../engine/trace.js";
import type { Access } from "../../phone-server/access.js";
import type { MediaNews, MediaOrder, MediaThreadData } from "./messages.js";
import type { RecordingStore, SoundSource } from "./sources.js";

export interface RealMediaOptions {
  readonly access: Access;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  readonly sounds: SoundSource;
  readonly recordings: RecordingStore;
  /** A key that a party typed, or sent as a tone. */
  readonly onKey?: (leg: string, key: string) => void;
}

// A thread runs what was built; the source beside it is run by the last build.
const entry = ["./media-thread.js", "../../../dist/media/real/media-thread.js"]
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));

/** Starts the media thread. */
export async function startRealMedia(options: RealMediaOptions): Promise<RealMedia> {
  if (!entry) throw new Error("The media thread is not built: run npm run build first.");
  const { access, host = "127.0.0.1", port = 0 } = options;
  const workerData: MediaThreadData = { access, host, port };
  const worker = new Worker(entry, { workerData });
  const listening = await new Promise<number>((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (news: MediaNews) => {
      if (news.is === "listening") resolve(news.port);
      else
        reject(
          new Error(`The audio sockets cannot listen on ${host}:${port}: ${"why" in news ? news.why : ""}`),
        );
    });
  }).catch(async (error: unknown) => {
    await worker.terminate();
    throw error;
  });
  return new RealMedia(worker, listening, options);
}

type Complete = (ending: PlayEnding | RecordEnding) => void;

/** Media with sound: commands go to a thread of their own, where nothing that a handler does can stop the sound. */
export class RealMedia implements MediaPort {
  readonly #open = new Map<number, Complete>();
  /** Sounds whose file is still being looked for, with their leg. */
  readonly #coming = new Map<number, string>();
  #last = 0;
  #closed = false;

  constructor(
    private readonly worker: Worker,
    /** The port of the audio sockets. */
    readonly audioPort: number,
    private readonly options: RealMediaOptions,
  ) {
    worker.on("message", (news: MediaNews) => {
      if (news.is === "over") this.#over(news.id, news.ending);
      if (news.is === "key") options.onKey?.(news.leg, news.key);
    });
    worker.on("exit", () => this.#endAll());
  }

  prepare(sound: Sound): void {
    this.options.sounds.prepare(sound);
  }

  play(leg: string, sound: Sound, repeat: number, complete: (ending: PlayEnding) => void): MediaCommand {
    const id = this.#begin(complete as Complete);
    this.#coming.set(id, leg);
    void this.options.sounds.find(sound).then((found) => {
      this.#coming.delete(id);
      // Stopped while the file was being made.
      if (!this.#open.has(id)) return;
      if ("problem" in found) this.#over(id, { how: "unplayable", why: found.problem });
      else this.#order({ do: "play", id, leg, path: found.path, repeat });
    });
    return { stop: () => this.#stop(id, { how: "stopped" }) };
  }

  sendDigits(leg: string, digits: string, ms: number, complete: (ending: PlayEnding) => void): MediaCommand {
    const id = this.#begin(complete as Complete);
    this.#order({ do: "tones", id, leg, digits, ms });
    return { stop: () => this.#stop(id, { how: "stopped" }) };
  }

  record(leg: string, request: RecordRequest, complete: (ending: RecordEnding) => void): MediaCommand {
    const { silenceMs, silenceThreshold } = request;
    return this.#recording(request, complete, (id, path) => ({
      do: "record",
      id,
      leg,
      path,
      silenceMs,
      silenceThreshold,
    }));
  }

  tap(leg: string, request: TapRequest, complete: (ending: RecordEnding) => void): Tap {
    let id = 0;
    const command = this.#recording(request, complete, (given, path) => {
      id = given;
      return { do: "tap", id, leg, path, track: request.track };
    });
    return {
      ...command,
      pause: () => this.#order({ do: "pause", id }),
      resume: () => this.#order({ do: "resume", id }),
    };
  }

  bridge(leg: string, other: string): () => void {
    this.#order({ do: "bridge", leg, other });
    return () => this.#order({ do: "unbridge", leg });
  }

  enterRoom(leg: string, room: string): void {
    this.#order({ do: "enter room", leg, room });
  }

  mute(leg: string, muted: boolean): void {
    this.#order({ do: "mute", leg, muted });
  }

  end(leg: string): void {
    for (const [id, its] of this.#coming) if (its === leg) this.#over(id, { how: "stopped" });
    this.#order({ do: "end", leg });
  }

  /** Has files read and converted before they are played for the first time. */
  preload(paths: readonly string[]): void {
    for (const path of paths) this.#order({ do: "preload", path });
  }

  /** Connects a leg with a phone: its party hears what the leg hears, and is heard. */
  attach(leg: string, phone: string): void {
    this.#order({ do: "attach", leg, phone });
  }

  /** The phone is gone for good. */
  detach(phone: string): void {
    this.#order({ do: "detach", phone });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  #recording(
    { bucket, key }: BucketFile,
    complete: (ending: RecordEnding) => void,
    order: (id: number, path: string) => MediaOrder,
  ): MediaCommand {
    const file = this.options.recordings.fileFor(bucket, key);
    const id = this.#begin(((ending: RecordEnding) => {
      if (ending.how !== "unwritable") this.options.recordings.written(bucket, key);
      complete(ending);
    }) as Complete);
    if (typeof file === "string") this.#order(order(id, file));
    // In the next turn: a command is not over before whoever gave it has it in his hands.
    else queueMicrotask(() => this.#over(id, { how: "unwritable", why: file.problem }));
    return { stop: () => this.#order({ do: "stop", id }) };
  }

  #begin(complete: Complete): number {
    this.#last += 1;
    this.#open.set(this.#last, complete);
    if (this.#closed) queueMicrotask(() => this.#endAll());
    return this.#last;
  }

  /** Stops a sound at once for the engine; the thread's own report of it comes too late to count. */
  #stop(id: number, ending: PlayEnding): void {
    this.#order({ do: "stop", id });
    this.#over(id, ending);
  }

  #over(id: number, ending: PlayEnding | RecordEnding): void {
    const complete = this.#open.get(id);
    if (!complete) return;
    this.#open.delete(id);
    complete(ending);
  }

  /** The thread is gone: nothing that it was given is going to end by itself. */
  #endAll(): void {
    this.#closed = true;
    for (const id of [...this.#open.keys()]) this.#over(id, { how: "stopped", ms: 0 });
  }

  #order(order: MediaOrder): void {
    if (!this.#closed) this.worker.postMessage(order);
  }
}
