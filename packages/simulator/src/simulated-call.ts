import type { InvocationEvent, InvocationResponse } from "@switchhook/core/wire";
import { MeetingStore } from "./aws/meeting-store.js";
import type { CallSetup } from "./engine/call-setup.js";
import type { SimLeg } from "./engine/legs.js";
import type { ActionFaults, Bots, Dialled, MeetingRooms, SmaHandler } from "./engine/ports.js";
import { documentedRules, type EngineRules } from "./engine/rules.js";
import { type Party, type PartyScript, ScriptedExchange } from "./engine/scripted-exchange.js";
import { SmaCall } from "./engine/sma-call.js";
import type { TraceEntry } from "./engine/trace.js";
import { type AudioLibrary, VirtualMedia } from "./media/virtual-media.js";
import { settle, VirtualClock } from "./virtual-clock.js";

export interface SimulatedCallOptions {
  readonly handler: SmaHandler;
  /** One clock for the handler and the service, so that both know the same time. */
  readonly clock?: VirtualClock;
  /** Default: every file is there and plays for a second. */
  readonly audio?: AudioLibrary;
  readonly rooms?: MeetingRooms;
  /** What parties do that the IVR calls; default: they ring, and answer after two seconds. */
  readonly parties?: (call: Dialled) => PartyScript;
  readonly bots?: Bots;
  readonly faults?: ActionFaults;
  readonly rules?: Partial<EngineRules>;
  readonly setup?: Partial<CallSetup>;
  /** How often each event is delivered: the service repeats one that was not answered in time. Default once. */
  readonly deliver?: "once" | "twice" | "twice at once";
  /** When, beside a question, somebody is expected to do something, so that no more time is let pass; default: never. */
  readonly someonesTurn?: (call: SimulatedCall) => boolean;
  readonly onTrace?: (entry: TraceEntry) => void;
}

const keyMs = 200;
// What a digit listener waits after the last key, and a little more.
const listenerMs = 1200;
// A call that does nothing for an hour is doing nothing.
const patienceMs = 3_600_000;
// Time is one for all calls on a clock: it must not pass for one of them while the handler of another is at work.
const callsOn = new WeakMap<VirtualClock, SmaCall[]>();

/** A call on virtual time, and its caller: tests say what the caller does and read what came of it. */
export class SimulatedCall {
  readonly clock: VirtualClock;
  readonly call: SmaCall;
  readonly media: VirtualMedia;
  readonly #exchange: ScriptedExchange;
  readonly trace: TraceEntry[] = [];
  readonly events: InvocationEvent[] = [];
  readonly responses: InvocationResponse[] = [];

  readonly #someonesTurn: (call: SimulatedCall) => boolean;

  constructor(options: SimulatedCallOptions) {
    this.#someonesTurn = options.someonesTurn ?? (() => false);
    this.clock = options.clock ?? new VirtualClock();
    this.media = new VirtualMedia(this.clock, options.audio ?? { durationOf: () => 1000 });
    this.#exchange = new ScriptedExchange(this.clock, options.parties ?? (() => ({ answersAfterMs: 2000 })));
    this.call = new SmaCall(
      {
        handler: delivering(options.handler, options.deliver ?? "once"),
        clock: this.clock,
        media: this.media,
        rooms: options.rooms ?? new MeetingStore(),
        exchange: this.#exchange,
        ...(options.bots && { bots: options.bots }),
        ...(options.faults && { faults: options.faults }),
        rules: { ...documentedRules, ...options.rules },
        region: "us-east-1",
        sipRuleId: "cce5c298-4e61-4f6b-bf87-39cacfb5a15f",
        sipMediaApplicationId: "9324457f-ad47-407d-bf45-5d409e714808",
        onTrace: (entry) => {
          this.trace.push(entry);
          if (entry.kind === "event" && entry.delivery === 1) this.events.push(entry.event);
          if (entry.kind === "answer") this.responses.push(entry.response);
          options.onTrace?.(entry);
        },
      },
      { from: "+12065550102", to: "+12065550101", ...options.setup },
    );
    const others = callsOn.get(this.clock)?.filter(({ ended, busy }) => busy || !ended) ?? [];
    callsOn.set(this.clock, [...others, this.call]);
  }

  /** Calls, and waits until the IVR wants something or has nothing more to do. */
  async dial(): Promise<this> {
    this.call.begin();
    return this.untilQuiet();
  }

  /** Types keys, a fifth of a second apart, on the caller's leg or on another one. */
  async press(keys: string, leg: SimLeg = this.call.caller): Promise<this> {
    for (const key of keys) {
      this.call.press(key, leg);
      await this.elapse(keyMs);
    }
    return this;
  }

  /** Types keys, and waits for what comes of them: the next question, a meeting, or the end. */
  async enter(keys: string, leg?: SimLeg): Promise<this> {
    await this.press(keys, leg);
    await this.elapse(listenerMs);
    return this.untilQuiet();
  }

  async hangUp(): Promise<this> {
    this.call.hangUp();
    return this.answered();
  }

  /** Lets time pass; while the handler is at work, none does. */
  async elapse(ms: number): Promise<this> {
    const until = this.clock.now() + ms;
    await this.answered();
    while (this.clock.step(until)) await this.answered();
    await this.clock.advance(until - this.clock.now());
    return this;
  }

  /** Lets time pass although the handler is at work, as when a service is slow. */
  async elapseMeanwhile(ms: number): Promise<this> {
    await this.clock.advance(ms);
    return this;
  }

  /** Waits until the handler has answered this call and all others on its clock; no time passes meanwhile. */
  async answered(): Promise<this> {
    do await settle();
    while (callsOn.get(this.clock)?.some(({ busy }) => busy));
    return this;
  }

  /** Lets time pass until somebody is asked for something, the call has ended, or nothing happens any more. */
  async untilQuiet(): Promise<this> {
    const until = this.clock.now() + patienceMs;
    await this.answered();
    while (!this.#asked() && !this.call.ended && this.call.acting) {
      if (!this.clock.step(until)) break;
      await this.answered();
    }
    return this;
  }

  /** Lets time pass, the caller doing nothing, until the call has ended. */
  async untilEnded(): Promise<this> {
    const until = this.clock.now() + patienceMs;
    await this.answered();
    while (!this.call.ended && this.clock.step(until)) await this.answered();
    return this.answered();
  }

  /** The parties that the IVR has called, in that order. */
  get parties(): readonly Party[] {
    return this.#exchange.parties;
  }

  /** What the caller has heard: the last part of a file's key without its ending, or the spoken text. */
  get heard(): string[] {
    return this.trace.flatMap((entry) => {
      if (entry.kind !== "hears" || entry.leg !== "LEG-A") return [];
      const { sound } = entry;
      return [
        "text" in sound ? sound.text : (sound.key.split("/").at(-1) ?? sound.key).replace(/\.wav$/, ""),
      ];
    });
  }

  /** What broke the call: it was dropped, silent, or a leg was left alone. */
  get problems(): string[] {
    return this.trace.flatMap((entry) =>
      entry.kind === "warning" && entry.severity === "error" ? [entry.text] : [],
    );
  }

  /** All that the service has to say, problems included. */
  get warnings(): string[] {
    return this.trace.flatMap((entry) => (entry.kind === "warning" ? [entry.text] : []));
  }

  #asked(): boolean {
    const last = this.trace.findLast(({ kind }) => kind !== "key" && kind !== "answer" && kind !== "event");
    const collects = this.call.running?.Type.endsWith("AndGetDigits") === true;
    return (collects && last?.kind === "collects") || this.#someonesTurn(this);
  }
}

export const simulateCall = (options: SimulatedCallOptions): SimulatedCall => new SimulatedCall(options);

/** Delivers each event as often as wanted, and refuses answers that differ: the service takes whichever comes first. */
function delivering(handler: SmaHandler, deliver: NonNullable<SimulatedCallOptions["deliver"]>): SmaHandler {
  if (deliver === "once") return handler;
  return async (event) => {
    const again = async () => handler(structuredClone(event));
    const [first, second] =
      deliver === "twice at once" ? await Promise.all([again(), again()]) : [await again(), await again()];
    const [one, other] = [JSON.stringify(first), JSON.stringify(second)];
    if (one !== other)
      throw new Error(`the same event was answered twice, and differently:\n${one}\n${other}`);
    return first;
  };
}
