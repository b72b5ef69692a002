import type { CallSetup, PartyScript, SimulatedCall } from "@switchhook/simulator";
import { OnTheLine } from "./on-the-line.js";
import { OtherParty } from "./other-party.js";
import type { Broken } from "./promises/promises.js";

export interface CallerOptions extends Partial<CallSetup> {
  /** What parties do that the IVR calls; by default they ring, and answer after two seconds. */
  readonly parties?: (call: { readonly to: string }) => PartyScript;
}

/** A caller on virtual time: what he does, and what came of it. */
export class Caller extends OnTheLine {
  readonly name = "the caller";
  protected readonly since = 0;
  readonly #secrets: string[] = [];

  constructor(
    simulated: SimulatedCall,
    private readonly found: readonly Broken[],
    private readonly attendees: (call: Caller) => readonly { readonly muted: boolean }[],
    /** The `ExternalMeetingId` of a meeting. */
    readonly meetingOf: (meetingId: string) => string | undefined,
  ) {
    super(simulated, "LEG-A");
  }

  /** Calls, and waits until the IVR wants something or has nothing more to do. */
  async dial(): Promise<this> {
    await this.simulated.dial();
    return this;
  }

  /** Types keys that must not be kept anywhere, such as the number of a card. */
  async pressSecret(keys: string): Promise<this> {
    this.#secrets.push(keys.replace(/[*#]/g, ""));
    return this.press(keys);
  }

  async hangUp(): Promise<this> {
    await this.simulated.hangUp();
    return this.untilQuiet();
  }

  /** An update of the call from outside: `Arguments` of UpdateSipMediaApplicationCall. */
  async update(args: Readonly<Record<string, string>>): Promise<this> {
    this.simulated.call.update(args);
    return this.untilQuiet();
  }

  /** The party that the IVR has called last. */
  get other(): OtherParty {
    const { parties, call } = this.simulated;
    const called = parties.filter(({ dialled }) => dialled.leg !== call.caller.callId);
    const party = called.at(-1);
    const since = this.trace.findLastIndex((entry) => entry.kind === "dials" && entry.leg === "LEG-B");
    if (!party) throw new Error(`the IVR has called nobody yet\n\n${this.transcript()}`);
    return new OtherParty(this.simulated, party, since);
  }

  /** The party hangs up that the IVR has called last. */
  async otherHangsUp(): Promise<this> {
    await this.other.hangUp();
    return this;
  }

  /** Whether the whole call is over. */
  override get ended(): boolean {
    return this.simulated.call.ended;
  }

  get endedBecause(): string | undefined {
    return this.last("call ended")?.entry.why;
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
}
