import type { Clock } from "../clock.js";
import type { Dialled, Exchange, FarEnd, FarEndEvents } from "./ports.js";

/** What a party does when its telephone rings. */
export type PartyScript =
  /** Rings, and is answered after so many milliseconds. */
  | { readonly answersAfterMs: number }
  /** Refuses after so many milliseconds: 486 busy, 480 not there, 603 declined... */
  | { readonly refusesAfterMs: number; readonly code: number }
  /** Rings until whoever calls gives up. */
  | "rings on"
  /** Does nothing by itself: the test says what it does. */
  | "by hand";

/** A party that was called. */
export class Party implements FarEnd {
  /** The SIP code with which it was hung up on; undefined while it is not. */
  hungUp: number | undefined;
  #timers: (() => void)[] = [];
  #gone = false;

  #answered = false;

  constructor(
    readonly dialled: Dialled,
    /** What it does by itself. */
    readonly script: PartyScript,
    private readonly on: FarEndEvents,
  ) {}

  /** Whether it has neither answered yet nor is gone. */
  get waits(): boolean {
    return !this.#answered && !this.#gone;
  }

  after(clock: Clock, ms: number, then: () => void): void {
    this.#timers.push(clock.after(ms, then));
  }

  ring(): void {
    if (!this.#gone) this.on.ringing();
  }

  answer(): void {
    if (this.#gone) return;
    this.#answered = true;
    this.on.answered();
  }

  /** Refuses, with a SIP code; or hangs up, when it has answered. */
  end(code = 0): void {
    if (this.#leave()) this.on.ended(code);
  }

  hangUp(code: number): void {
    if (this.#leave()) this.hungUp = code;
  }

  #leave(): boolean {
    if (this.#gone) return false;
    this.#gone = true;
    for (const cancel of this.#timers) cancel();
    return true;
  }
}

/** Parties that do as a script says; each that was called stays to be told what to do. */
export class ScriptedExchange implements Exchange {
  readonly parties: Party[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly script: (call: Dialled) => PartyScript,
  ) {}

  dial(call: Dialled, on: FarEndEvents): FarEnd {
    const script = this.script(call);
    const party = new Party(call, script, on);
    this.parties.push(party);
    if (script === "by hand") return party;
    // Nobody answers before he was called.
    party.after(this.clock, 0, () => party.ring());
    if (script === "rings on") return party;
    if ("answersAfterMs" in script) party.after(this.clock, script.answersAfterMs, () => party.answer());
    else party.after(this.clock, script.refusesAfterMs, () => party.end(script.code));
    return party;
  }
}
