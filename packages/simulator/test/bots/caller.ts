import type { BotDefinitions } from "../../src/bots/bot-definition.js";
import { scriptedBots } from "../../src/bots/scripted-bot.js";
import type { Sound } from "../../src/engine/trace.js";
import { VirtualClock } from "../../src/virtual-clock.js";

interface ReachedIntent {
  Name?: string;
  State?: string;
  ConfirmationState?: string;
  Slots: Record<string, unknown>;
}

export const arn = "arn:aws:lex:us-east-1:111122223333:bot-alias/RQXM74UXC7/ZYXLOINIJL";

export const travel: BotDefinitions[string] = {
  intents: [
    {
      name: "BookHotel",
      utterances: ["book a hotel", "a room in {Location} for {Nights} nights", "a {RoomType} room"],
      slots: {
        RoomType: { prompt: "Which room?", pattern: "deluxe|plain" },
        CheckInDate: { prompt: "When?" },
        Nights: { prompt: "How many nights?", pattern: "\\d{1,2}" },
        Location: { prompt: "Where?" },
      },
      confirm: "Shall I book it?",
      closing: "It is booked.",
    },
    { name: "BookCar", utterances: ["book a car please now"] },
    { name: "Help", utterances: ["help", "0", "book"] },
  ],
  fallback: { prompt: "Sorry?", closing: "Goodbye." },
};

export interface IntentResult {
  SessionId: string;
  SessionState: { SessionAttributes: object; Intent: ReachedIntent };
  Interpretations: { NluConfidence?: { Score: number }; Intent: { Name: string } }[];
}

export const soundMs = 1000;

/** A caller of a bot, on a virtual clock; every sound takes a second, and keys and words cut it, as in the engine. */
export class Caller {
  readonly heard: string[] = [];
  result: IntentResult | undefined;
  readonly #clock = new VirtualClock();
  readonly #talk;
  #cut = () => {};

  constructor(
    bots: BotDefinitions = { "*": travel },
    welcome: Sound[] = [{ text: "Welcome.", ssml: false }],
    sessionAttributes: Record<string, string> = {},
  ) {
    this.#talk = scriptedBots(bots).talk(
      arn,
      { sessionId: "the-call", localeId: "en_US", sessionAttributes, welcome },
      {
        speak: (sound, then) => {
          this.heard.push("text" in sound ? sound.text : sound.key);
          this.#cut = this.#clock.after(soundMs, then);
        },
        after: (ms, then) => this.#clock.after(ms, then),
      },
      (result) => {
        if (this.result) throw new Error("completed twice");
        this.result = result as IntentResult;
      },
    );
  }

  get found(): boolean {
    return this.#talk !== undefined;
  }

  get pending(): number {
    return this.#clock.pending;
  }

  /** Hears the bot out, then answers. */
  async says(...texts: string[]): Promise<this> {
    for (const text of texts) {
      await this.waits(soundMs);
      this.interrupts(text);
    }
    return this;
  }

  interrupts(text: string): this {
    this.#cut();
    this.#talk?.say(text);
    return this;
  }

  types(keys: string): this {
    for (const key of keys) {
      this.#cut();
      this.#talk?.key(key);
    }
    return this;
  }

  hangsUp(): void {
    this.#cut();
    this.#talk?.stop();
  }

  async waits(ms: number): Promise<this> {
    await this.#clock.advance(ms);
    return this;
  }

  get intent() {
    const { Name, State, ConfirmationState, Slots } = this.result?.SessionState.Intent ?? { Slots: {} };
    const values = Object.entries(Slots).map(([name, slot]) => [
      name,
      (slot as { Value: { InterpretedValue: string } } | null)?.Value.InterpretedValue,
    ]);
    return { Name, State, ConfirmationState, ...Object.fromEntries(values) };
  }
}
