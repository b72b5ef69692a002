import type { PlayAudioAndGetDigits, SpeakAndGetDigits } from "@switchhook/core/wire";
import type { SimLeg } from "../legs.js";
import type { Sound } from "../trace.js";
import { hear, soundOfFile, soundOfText } from "./prompts.js";
import type { ActionHost, Ending, Runner, Running } from "./runner.js";

type Collecting = PlayAudioAndGetDigits | SpeakAndGetDigits;

interface Wanted {
  readonly prompt: Sound;
  readonly failure: Sound;
  readonly min: number;
  readonly max: number;
  readonly terminators: readonly string[];
  readonly regex: RegExp | undefined;
  readonly tries: number;
  readonly firstDigitMs: number;
  readonly betweenMs: number;
}

function wantedBy({ Type, Parameters }: Collecting): Wanted {
  return {
    prompt:
      Type === "PlayAudioAndGetDigits"
        ? soundOfFile(Parameters.AudioSource)
        : soundOfText(Parameters.SpeechParameters),
    failure:
      Type === "PlayAudioAndGetDigits"
        ? soundOfFile(Parameters.FailureAudioSource)
        : soundOfText(Parameters.FailureSpeechParameters),
    min: Parameters.MinNumberOfDigits ?? 0,
    max: Parameters.MaxNumberOfDigits ?? 128,
    terminators: Parameters.TerminatorDigits ?? ["#"],
    regex: Parameters.InputDigitsRegex === undefined ? undefined : new RegExp(Parameters.InputDigitsRegex),
    tries: Parameters.Repeat ?? 1,
    firstDigitMs: Parameters.RepeatDurationInMilliseconds,
    betweenMs: Parameters.InBetweenDigitsDurationInMilliseconds ?? Parameters.RepeatDurationInMilliseconds,
  };
}

/** Prompts and collects, try after try, as wire.md 3.2 says. */
export const runCollectDigits: Runner<Collecting> = (host, action, leg, finish) => {
  const collector = new Collector(host, leg, wantedBy(action), (ending) => {
    const echo = {
      Repeat: action.Parameters.Repeat ?? 1,
      InBetweenDigitsDurationInMilliseconds:
        action.Parameters.InBetweenDigitsDurationInMilliseconds ??
        action.Parameters.RepeatDurationInMilliseconds,
    };
    finish(ending.ok ? { ...ending, echo } : ending);
  });
  collector.begin();
  return collector;
};

class Collector implements Running {
  #tried = 0;
  #typed = "";
  #sound: Running | undefined;
  #timer = () => {};
  #unlisten = () => {};

  constructor(
    private readonly host: ActionHost,
    private readonly leg: SimLeg,
    private readonly wanted: Wanted,
    private readonly finish: (ending: Ending) => void,
  ) {}

  begin(): void {
    this.#unlisten = this.host.onKey(this.leg, (key) => this.#key(key));
    this.#try();
  }

  cancel(): void {
    this.#timer();
    this.#unlisten();
    this.#sound?.cancel();
  }

  #try(): void {
    this.#tried += 1;
    this.#typed = "";
    const { min, max, terminators, firstDigitMs } = this.wanted;
    this.#hear(this.wanted.prompt, () => {
      this.host.tell({ kind: "collects", leg: this.leg.tag, min, max, terminators, ms: firstDigitMs });
      this.#wait(firstDigitMs);
    });
  }

  #hear(sound: Sound, then: () => void): void {
    this.#sound = hear(this.host, this.leg, sound, 1, (broken) => {
      this.#sound = undefined;
      if (broken) this.#end(broken);
      else then();
    });
  }

  #wait(ms: number): void {
    this.#timer();
    this.#timer = this.host.clock.after(ms, () => this.#judge());
  }

  // A key stops the prompt and counts, as every sample has it; none of the pages says so.
  #key(key: string): void {
    this.#sound?.cancel();
    this.#sound = undefined;
    if (this.wanted.terminators.includes(key)) {
      if (!this.host.rules.stripTerminator) this.#typed += key;
      this.#judge();
      return;
    }
    this.#typed += key;
    if (this.#typed.length >= this.wanted.max) this.#judge();
    else this.#wait(this.wanted.betweenMs);
  }

  #judge(): void {
    this.#timer();
    if (this.#fits()) {
      this.#end({ ok: true, results: { ReceivedDigits: this.#typed } });
      return;
    }
    const last = this.#tried >= this.wanted.tries;
    const next = () => (last ? this.#fail() : this.#try());
    if (last && !this.host.rules.failurePromptAfterLastTry) this.#fail();
    else this.#hear(this.wanted.failure, next);
  }

  #fits(): boolean {
    const { min, max, regex } = this.wanted;
    const digits = this.#typed;
    if (digits.length < min || digits.length > Math.max(max, 1)) return false;
    if (digits.length === 0 && min === 0) return regex === undefined || regex.test("");
    if (!regex) return true;
    const found = regex.exec(digits);
    return found !== null && (this.host.rules.inputRegex === "search" || found[0] === digits);
  }

  #fail(): void {
    this.#end({
      ok: false,
      errorType: "InvalidDigitsReceived",
      message: "The caller entered no digits that fit.",
    });
  }

  #end(ending: Ending): void {
    this.cancel();
    this.finish(ending);
  }
}
