import type {
  CallSetup,
  PartyScript,
  SimulatedCall,
  TraceEntry,
  VirtualRecording,
} from "@switchhook/simulator";
import { type Heard, heardOn } from "./heard.js";
import type { Broken } from "./promises/promises.js";
import { type TranscriptOptions, transcriptOf } from "./transcript.js";

export interface CallerOptions extends Partial<CallSetup> {
  /** What parties do that the IVR calls; by default they ring, and answer after two seconds. */
  readonly parties?: (call: { readonly to: string }) => PartyScript;
}

/** A caller on virtual time: what he does, and what came of it. */
export class Caller {
  readonly #secrets: string[] = [];

  constructor(
    /** The call underneath, with its events, answers and media. */
    readonly simulated: SimulatedCall,
    private readonly found: readonly Broken[],
    private readonly attendees: (call: Caller) => readonly { readonly muted: boolean }[],
    /** The `ExternalMeetingId` of a meeting. */
    readonly meetingOf: (meetingId: string) => string | undefined,
  ) {}

  /** Calls, and waits until the IVR wants something or has nothing more to do. */
  async dial(): Promise<this> {
    await this.simulated.dial();
    return this;
  }

  /** Types keys a fifth of a second apart, and waits for what comes of them. */
  async press(keys: string): Promise<this> {
    await this.simulated.enter(keys);
    return this;
  }

  /** The same for keys that must not be kept anywhere, such as the number of a card. */
  async pressSecret(keys: string): Promise<this> {
    this.#secrets.push(keys.replace(/[*#]/g, ""));
    return this.press(keys);
  }

  /** Speaks for so many milliseconds, as into a recording, or words to a bot. */
  async say(given: number | string): Promise<this> {
    const { simulated } = this;
    if (typeof given === "string") {
      simulated.call.say(given);
      await simulated.untilQuiet();
      return this;
    }
    simulated.media.say(simulated.call.caller.callId, given);
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

  async hangUp(): Promise<this> {
    await this.simulated.hangUp();
    await this.simulated.untilQuiet();
    return this;
  }

  /** An update of the call from outside: `Arguments` of UpdateSipMediaApplicationCall. */
  async update(args: Readonly<Record<string, string>>): Promise<this> {
    this.simulated.call.update(args);
    await this.simulated.untilQuiet();
    return this;
  }

  /** The party hangs up that the IVR has called last. */
  async otherHangsUp(): Promise<this> {
    this.simulated.parties.at(-1)?.end();
    await this.simulated.untilQuiet();
    return this;
  }

  /** What was recorded of this call, in the order in which it was written. */
  get recordings(): readonly VirtualRecording[] {
    return this.simulated.media.recordings;
  }

  get trace(): readonly TraceEntry[] {
    return this.simulated.trace;
  }

  /** What the caller has heard, in order. */
  get heard(): readonly Heard[] {
    return heardOn(this.trace, "LEG-A");
  }

  get ended(): boolean {
    return this.simulated.call.ended;
  }

  /** Whether the caller is muted in his meeting. */
  get muted(): boolean {
    return this.attendees(this).some(({ muted }) => muted);
  }

  /** Keys that were typed so far: all of them, and those that are a secret. */
  get typed(): { readonly all: readonly string[]; readonly secrets: readonly string[] } {
    const all: string[] = [];
    let last = Number.NEGATIVE_INFINITY;
    for (const entry of this.trace) {
      if (entry.kind !== "key") continue;
      if (entry.at - last > 1500) all.push("");
      last = entry.at;
      all[all.length - 1] += entry.key;
    }
    return { all, secrets: this.#secrets };
  }

  /** Promises that were broken so far. */
  get broken(): readonly Broken[] {
    return this.found;
  }

  /** The call as people read it. */
  transcript(options?: TranscriptOptions): string {
    return transcriptOf(this.trace, options);
  }
}
