import type { Clock } from "../clock.js";
import type { Completion, MediaCommand, MediaPort } from "../engine/ports.js";
import type { Sound } from "../engine/trace.js";

/** Where sound files are looked up. */
export interface AudioLibrary {
  /** How long a file plays, in milliseconds; undefined when there is none, or none that can be played. */
  durationOf(bucket: string, key: string): number | undefined;
}

// A calm voice says about sixteen characters a second.
const msPerCharacter = 60;

/** Media without audio: a prompt takes as long as its file says, or its text would take. */
export const virtualMedia = (clock: Clock, library: AudioLibrary): MediaPort => ({
  play(_leg, sound, repeat, complete) {
    const ms = durationOf(sound, library);
    if (ms === undefined) return timed(clock, 0, "unplayable", complete);
    return timed(clock, ms * repeat, "finished", complete);
  },
  record: (_leg, complete) => ({ stop: once(() => complete("stopped")) }),
});

function durationOf(sound: Sound, library: AudioLibrary): number | undefined {
  if ("text" in sound) return sound.text.replace(/<[^>]*>/g, "").length * msPerCharacter;
  return library.durationOf(sound.bucket, sound.key);
}

function timed(clock: Clock, ms: number, how: Completion, complete: (how: Completion) => void): MediaCommand {
  const end = once(complete);
  const cancel = clock.after(ms, () => end(how));
  return {
    stop() {
      cancel();
      end("stopped");
    },
  };
}

function once<A extends unknown[]>(run: (...args: A) => void): (...args: A) => void {
  let done = false;
  return (...args) => {
    if (done) return;
    done = true;
    run(...args);
  };
}
