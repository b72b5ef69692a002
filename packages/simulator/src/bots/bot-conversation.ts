import type { Bots, BotTalk } from "../engine/ports.js";
import type { Sound } from "../engine/trace.js";
import type { BotDefinition, IntentDefinition } from "./bot-definition.js";
import { fallbackName, intentResult, type ReachedIntent, type Slots } from "./intent-result.js";
import { type SlotValue, slotValue } from "./slot-value.js";
import { type Understood, understand, wordsOf } from "./utterance.js";

type TalkArguments = Parameters<Bots["talk"]>;
type Wish = TalkArguments[1];
type Host = TalkArguments[2];

/** What the caller is asked, and what becomes of the answer. */
interface Question {
  readonly again: readonly Sound[];
  /** False when that is no answer. */
  hear(text: string): boolean;
  /** The caller had no answer, too often. */
  giveUp(): void;
}

const defaultNoInputMs = 4000;
const defaultRetries = 2;
// `#` ends what is typed before that (wire.md 3.16).
const digitsMs = 5000;
const defaultPrompt = "Sorry, please say that again.";

/** A talk of one caller with a bot: first the intent, then its slots, then whether that is right. */
export class BotConversation implements BotTalk {
  #question: Question | undefined;
  #misses = 0;
  #typed = "";
  #over = false;
  /** Counts up when what is spoken is of no interest any more. */
  #turn = 0;
  #stopWaiting = () => {};
  #end: (() => void) | undefined;
  #understood: readonly Understood[] = [];

  constructor(
    private readonly bot: BotDefinition,
    private readonly wish: Wish,
    private readonly host: Host,
    private readonly complete: (intentResult: object) => void,
  ) {
    const again = [soundOf(bot.fallback?.prompt ?? defaultPrompt)];
    this.#ask(
      {
        again,
        hear: (text) => this.#hearIntent(text),
        giveUp: () => this.#fail(fallbackName, {}),
      },
      wish.welcome,
    );
  }

  say(text: string): void {
    if (!this.#interrupt()) return;
    this.#typed = "";
    if (text.trim() === "") this.#listen();
    else this.#hear(text);
  }

  key(key: string): void {
    if (!this.#interrupt()) return;
    if (key === "*") {
      this.#typed = "";
      this.#listen();
    } else if (key === "#") {
      this.#hearTyped();
    } else {
      this.#typed += key;
      this.#wait(digitsMs, () => this.#hearTyped());
    }
  }

  stop(): void {
    this.#over = true;
    this.#turn += 1;
    this.#stopWaiting();
  }

  /** Keys and words break into what is said; false when there is nothing more to answer. */
  #interrupt(): boolean {
    if (this.#over) return false;
    this.#turn += 1;
    this.#stopWaiting();
    this.#end?.();
    return this.#end === undefined;
  }

  #hearTyped(): void {
    const typed = this.#typed;
    this.#typed = "";
    this.#hear(typed);
  }

  #hear(text: string): void {
    if (!this.#question?.hear(text)) this.#miss();
  }

  #miss(): void {
    const question = this.#question;
    if (!question) return;
    this.#misses += 1;
    if (this.#misses > (this.bot.fallback?.retries ?? defaultRetries)) question.giveUp();
    else this.#speak(question.again, () => this.#listen());
  }

  #ask(question: Question, sounds = question.again): void {
    this.#question = question;
    this.#misses = 0;
    this.#speak(sounds, () => this.#listen());
  }

  #speak([sound, ...others]: readonly Sound[], then: () => void): void {
    if (!sound) {
      then();
      return;
    }
    this.#turn += 1;
    const turn = this.#turn;
    this.host.speak(sound, () => {
      if (turn === this.#turn) this.#speak(others, then);
    });
  }

  #listen(): void {
    this.#wait(this.#noInputMs(), () => this.#miss());
  }

  #wait(ms: number, then: () => void): void {
    this.#stopWaiting();
    this.#stopWaiting = this.host.after(ms, then);
  }

  /** The handler may say how long, as it does to Lex. */
  #noInputMs(): number {
    const [, wished] =
      Object.entries(this.wish.sessionAttributes).find(([name]) =>
        /^x-amz-lex:(?:audio:)?start-timeout-ms:/.test(name),
      ) ?? [];
    const ms = Number(wished);
    return ms > 0 ? ms : (this.bot.noInputMs ?? defaultNoInputMs);
  }

  #hearIntent(text: string): boolean {
    this.#understood = understand(this.bot.intents, text);
    const [best] = this.#understood;
    if (best?.score !== 1) return false;
    const slots: Record<string, SlotValue | null> = {};
    for (const [name, slot] of Object.entries(best.intent.slots ?? {})) {
      const said = best.values[name];
      slots[name] = (said === undefined ? undefined : slotValue(slot, said)) ?? null;
    }
    this.#fill(best.intent, slots);
    return true;
  }

  #fill(intent: IntentDefinition, slots: Record<string, SlotValue | null>): void {
    const missing = Object.entries(intent.slots ?? {}).find(([name]) => !slots[name]);
    if (!missing) {
      this.#confirm(intent, slots);
      return;
    }
    const [name, slot] = missing;
    this.#ask({
      again: [soundOf(slot.prompt)],
      hear: (text) => {
        const value = slotValue(slot, text);
        if (value && text !== "") this.#fill(intent, { ...slots, [name]: value });
        return value !== undefined && text !== "";
      },
      giveUp: () => this.#fail(intent.name, slots),
    });
  }

  #confirm(intent: IntentDefinition, slots: Record<string, SlotValue | null>): void {
    const { name: Name, confirm, closing } = intent;
    const done = (ConfirmationState: "Confirmed" | "None") =>
      this.#finish(
        { Name, Slots: slots, State: closing ? "Fulfilled" : "ReadyForFulfillment", ConfirmationState },
        closing,
      );
    if (confirm === undefined) {
      done("None");
      return;
    }
    this.#ask({
      again: [soundOf(confirm)],
      hear: (text) => {
        const answer = yesOrNo(text);
        if (answer === "yes") done("Confirmed");
        if (answer === "no") this.#fail(Name, slots, "Denied");
        return answer !== undefined;
      },
      giveUp: () => this.#fail(Name, slots),
    });
  }

  #fail(Name: string, Slots: Slots, ConfirmationState: "Denied" | "None" = "None"): void {
    this.#finish({ Name, Slots, State: "Failed", ConfirmationState }, this.bot.fallback?.closing);
  }

  #finish(intent: ReachedIntent, closing: string | undefined): void {
    const { sessionId, sessionAttributes } = this.wish;
    const result = intentResult(sessionId, sessionAttributes, intent, this.#understood);
    this.#question = undefined;
    this.#end = () => {
      this.stop();
      this.complete(result);
    };
    this.#speak(closing === undefined ? [] : [soundOf(closing)], this.#end);
  }
}

const soundOf = (text: string): Sound => ({ text, ssml: /^\s*<speak[\s>]/.test(text) });

const yes = new Set("yes yeah yep yup sure correct right ok okay 1 ja oui si sí sì sim".split(" "));
const no = new Set("no nope nah wrong 2 nein non não nao".split(" "));

/** The first word decides. */
function yesOrNo(text: string): "yes" | "no" | undefined {
  const [word = ""] = wordsOf(text);
  if (yes.has(word)) return "yes";
  return no.has(word) ? "no" : undefined;
}
