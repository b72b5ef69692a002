import { markerTone } from "../../audio/tones.js";
import { type Line, mix } from "./line.js";
import { Player } from "./player.js";
import type { SilenceWatch } from "./silence-watch.js";
import type { WavRecording } from "./wav-recording.js";

interface Recorder {
  readonly file: WavRecording;
  readonly silence: SilenceWatch | undefined;
  silent(): void;
}

interface LegTap {
  readonly file: WavRecording;
  readonly track: "INCOMING" | "OUTGOING" | "BOTH";
  paused: boolean;
  /** The tone that marks a pause, in the recording only. */
  marker: Player | undefined;
}

/** The sound of one leg: what its party says and hears, frame by frame. */
export class MediaLeg {
  line: Line | undefined;
  other: MediaLeg | undefined;
  readonly players = new Set<Player>();
  readonly recorders = new Set<Recorder>();
  readonly taps = new Set<LegTap>();
  #said: Int16Array | undefined;

  /** First for all legs: what their parties say. */
  listen(): void {
    this.#said = this.line?.read();
    for (const recorder of this.recorders) {
      recorder.file.write(this.#said);
      if (recorder.silence?.hears(this.#said)) recorder.silent();
    }
  }

  /** Then for all legs: what their parties hear. */
  speak(): void {
    const sounds = [...this.players].map((player) => player.next());
    const heard = mix([...sounds, this.other?.said]);
    this.line?.send(heard);
    for (const tap of this.taps) record(tap, this.#said, heard);
  }

  get said(): Int16Array | undefined {
    return this.#said;
  }

  mark(tap: LegTap): void {
    tap.marker = new Player(markerTone, 1, () => {
      tap.marker = undefined;
    });
  }
}

function record(tap: LegTap, said: Int16Array | undefined, heard: Int16Array | undefined): void {
  const marker = tap.marker?.next();
  const [incoming, outgoing] = tap.paused ? [marker, marker] : [mix([said, marker]), mix([heard, marker])];
  if (tap.track === "BOTH") tap.file.write(incoming, outgoing);
  else tap.file.write(tap.track === "INCOMING" ? incoming : outgoing);
}

export type { LegTap, Recorder };
