import type { Pause, PlayAudio, SendDigits, Speak } from "@switchhook/core/wire";
import type { SimLeg } from "../legs.js";
import type { Sound } from "../trace.js";
import { type ActionHost, type Ending, finishSoon, invalid, type Runner, type Running } from "./runner.js";

export const soundOfFile = (source: { BucketName: string; Key: string }): Sound => ({
  bucket: source.BucketName,
  key: source.Key,
});

export const soundOfText = (speech: {
  Text: string;
  TextType?: string | undefined;
  VoiceId?: string | undefined;
  LanguageCode?: string | undefined;
  Engine?: "standard" | "neural" | undefined;
}): Sound => ({
  text: speech.Text,
  ssml: speech.TextType === "ssml",
  ...(speech.VoiceId !== undefined && { voiceId: speech.VoiceId }),
  ...(speech.LanguageCode !== undefined && { languageCode: speech.LanguageCode }),
  ...(speech.Engine !== undefined && { engine: speech.Engine }),
});

/** A sound that is heard: `done` is given an error when there was nothing to hear. */
export function hear(
  host: ActionHost,
  leg: SimLeg,
  sound: Sound,
  repeat: number,
  done: (broken: Ending | undefined) => void,
): Running {
  host.answer(leg);
  host.tell({ kind: "hears", leg: leg.tag, sound, repeat });
  let over = false;
  const command = host.media.play(leg.callId, sound, repeat, (ending) => {
    if (over) return;
    over = true;
    if (ending.how !== "unplayable") {
      host.tell({ kind: "sound over", leg: leg.tag, how: ending.how });
      done(undefined);
      return;
    }
    const spoken = "text" in sound;
    host.tell({
      kind: "warning",
      severity: "warning",
      text: ending.why,
      page: spoken ? "speak" : "play-audio",
    });
    done(spoken ? invalid("Text parameter value is invalid.") : invalidAudio);
  });
  return {
    cancel() {
      if (over) return;
      over = true;
      command.stop();
      host.tell({ kind: "sound over", leg: leg.tag, how: "stopped" });
    },
  };
}

const invalidAudio: Ending = {
  ok: false,
  errorType: "InvalidAudioSource",
  message: "Audio Source parameter value is invalid.",
};

export const runPlayAudio: Runner<PlayAudio> = (host, { Parameters }, leg, finish) => {
  const { PlaybackTerminators = [], AudioSource } = Parameters;
  const Repeat = Number(Parameters.Repeat ?? 1);
  const end = (broken?: Ending) => {
    unlisten();
    finish(broken ?? { ok: true, echo: { Repeat } });
  };
  const unlisten = host.onKey(leg, (key) => {
    if (!PlaybackTerminators.includes(key)) return;
    playing.cancel();
    end();
  });
  const playing = hear(host, leg, soundOfFile(AudioSource), Repeat, end);
  return {
    cancel() {
      unlisten();
      playing.cancel();
    },
  };
};

export const runSpeak: Runner<Speak> = (host, { Parameters }, leg, finish) =>
  hear(host, leg, soundOfText(Parameters), 1, (broken) => finish(broken ?? { ok: true }));

export const runPause: Runner<Pause> = (host, { Parameters }, _leg, finish) =>
  finishSoon(host, finish, { ok: true }, Number(Parameters.DurationInMilliseconds));

const defaultToneMs = 250;

export const runSendDigits: Runner<SendDigits> = (host, { Parameters }, leg, finish) => {
  const { Digits, ToneDurationInMilliseconds = defaultToneMs } = Parameters;
  host.tell({ kind: "tones", leg: leg.tag, digits: Digits });
  let over = false;
  const command = host.media.sendDigits(leg.callId, Digits, ToneDurationInMilliseconds, () => {
    if (!over) finish({ ok: true });
  });
  return {
    cancel() {
      over = true;
      command.stop();
    },
  };
};
