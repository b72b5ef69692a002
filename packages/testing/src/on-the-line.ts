import type { LegTag, SimLeg, SimulatedCall, TraceEntry, VirtualRecording } from "@switchhook/simulator";
import { type Heard, heardOn } from "./heard.js";
import { type TranscriptOptions, transcriptOf } from "./transcript.js";

/** Somebody with a telephone at one leg of a call: what he does, and what came of it. */
export abstract class OnTheLine {
  constructor(
    /** The call underneath, with its events, answers and media. */
    readonly simulated: SimulatedCall,
    readonly tag: LegTag,
  ) {}

  /** What failures call him. */
  abstract readonly name: string;
  /** Why his leg is over; undefined while it is up. */
  abstract readonly endedBecause: string | undefined;
  /** Where in the trace he comes in. */
  protected abstract readonly since: number;
  abstract hangUp(): Promise<this>;

  /** Types keys a fifth of a second apart, and waits for what comes of them. */
  async press(keys: string): Promise<this> {
    await this.simulated.enter(keys, this.leg);
    return this;
  }

  /** Speaks for so many milliseconds, as into a recording, or words to a bot. */
  async say(given: number | string): Promise<this> {
    const { simulated } = this;
    if (typeof given === "string") {
      simulated.call.say(given, this.leg);
      await simulated.untilQuiet();
      return this;
    }
    simulated.media.say(this.leg.callId, given);
    await simulated.elapse(given);
    return this;
  }

  /** Lets milliseconds pass. */
  async wait(ms: number): Promise<this> {
    await this.simulated.elapse(ms);
    return this;
  }

  /** Does nothing until digits are asked for, the call has ended, or nothing happens any more. */
  async untilQuiet(): Promise<this> {
    await this.simulated.untilQuiet();
    return this;
  }

  /** Does nothing until the call has ended. */
  async untilEnded(): Promise<this> {
    await this.simulated.untilEnded();
    return this;
  }

  get ended(): boolean {
    return this.endedBecause !== undefined;
  }

  get trace(): readonly TraceEntry[] {
    return this.simulated.trace;
  }

  /** What he has heard, in order. */
  get heard(): readonly Heard[] {
    return heardOn(this.trace, this.tag).filter(({ at }) => at >= this.since);
  }

  /** What was recorded in this call, in the order in which it was written. */
  get recordings(): readonly VirtualRecording[] {
    return this.simulated.media.recordings;
  }

  /** The call as people read it. */
  transcript(options?: TranscriptOptions): string {
    return transcriptOf(this.trace, options);
  }

  /** The last entry of his leg of a kind, and its place. */
  last<K extends TraceEntry["kind"]>(
    kind: K,
  ): { readonly at: number; readonly entry: Extract<TraceEntry, { kind: K }> } | undefined {
    const at = this.trace.findLastIndex(
      (entry, index) =>
        index >= this.since && entry.kind === kind && (!("leg" in entry) || entry.leg === this.tag),
    );
    return at < 0 ? undefined : { at, entry: this.trace[at] as Extract<TraceEntry, { kind: K }> };
  }

  protected get leg(): SimLeg {
    const leg = this.simulated.call.legs.findLast(({ tag }) => tag === this.tag);
    if (leg) return leg;
    throw new Error(`${this.name} has not taken the call, and so can do nothing on it: answer() first`);
  }
}
