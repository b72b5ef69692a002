import type { Pause, PlayAudio, Speak } from "@switchhook/core/wire";
import type { SimLeg } from "../legs.js";
import type { Completion } from "../ports.js";
import type { Sound } from "../trace.js";
import { type ActionHost, finishSoon, type Runner, type Running } from "./runner.js";

export const invalidAudio = {
  ok: false,
  errorType: "InvalidAudioSource",
  message: "Audio Source parameter value is invalid.",
} as const;

export const soundOfFile = (source: { BucketName: string; Key: string }): Sound => ({
  bucket: source.BucketName,
  key: source.Key,
});

export const soundOfText = (speech: { Text: string; TextType?: string | undefined }): Sound => ({
  text: speech.Text,
  ssml: speech.TextType === "ssml",
});

/** Plays a sound and tells that it is heard. */
export function hear(
  host: ActionHost,
  leg: SimLeg,
  sound: Sound,
  repeat: number,
  then: (how: Completion) => void,
): Running {
  host.answer();
  let over = false;
  const command = host.media.play(leg.callId, sound, repeat, (how) => {
    if (over) return;
    over = true;
    then(how);
  });
  host.tell({ kind: "hears", leg: leg.tag, sound });
  return {
    cancel() {
      over = true;
      command.stop();
    },
  };
}

export const runPlayAudio: Runner<PlayAudio> = (host, { Parameters }, leg, finish) => {
  const { Repeat = 1, PlaybackTerminators = [], AudioSource } = Parameters;
  const playing = hear(host, leg, soundOfFile(AudioSource), Number(Repeat), (how) => {
    unlisten();
    finish(how === "unplayable" ? invalidAudio : { ok: true, echo: { Repeat: Number(Repeat) } });
  });
  const unlisten = host.onKey(leg, (key) => {
    if (!PlaybackTerminators.includes(key)) return;
    unlisten();
    playing.cancel();
    finish({ ok: true, echo: { Repeat: Number(Repeat) } });
  });
  return {
    cancel() {
      unlisten();
      playing.cancel();
    },
  };
};

export const runSpeak: Runner<Speak> = (host, { Parameters }, leg, finish) =>
  hear(host, leg, soundOfText(Parameters), 1, () => finish({ ok: true }));

export const runPause: Runner<Pause> = (host, { Parameters }, _leg, finish) =>
  finishSoon(host, finish, { ok: true }, Number(Parameters.DurationInMilliseconds));
