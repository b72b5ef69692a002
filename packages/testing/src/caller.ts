import type { CallSetup, PartyScript, SimulatedCall } from "@switchhook/simulator";
import { OnTheLine } from "./on-the-line.js";
import { OtherParty } from "./other-party.js";
import type { Broken } from "./promises/promises.js";
import { typedKeys } from "./typed-keys.js";

export interface CallerOptions extends Partial<CallSetup> {
  /** What parties do that the IVR calls; by default they ring, and answer after two seconds. */
  readonly parties?: (call: { readonly to: string }) => PartyScript;
}

/** A caller on virtual time: what he does, and what came of it. */
export class Caller extends OnTheLine {
  readonly name = "the caller";
  protected readonly since = 0;
  readonly #secrets: { readonly keys: string; readonly from: number; to: number }[] = [];

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
    const secret = { keys, from: this.trace.length, to: Number.POSITIVE_INFINITY };
    this.#secrets.push(secret);
    await this.press(keys);
    secret.to = this.trace.length;
    return this;
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

  /** Keys that were typed so far, and as the IVR was told: all of them, and those that are a secret. */
  get typed(): { readonly all: readonly string[]; readonly secrets: readonly string[] } {
    const isSecret = (at: number) => this.#secrets.some(({ from, to }) => from <= at && at < to);
    const { all, secretly } = typedKeys(this.trace, isSecret);
    return { all, secrets: [...new Set([...this.#secrets.map(({ keys }) => keys), ...secretly])] };
  }

  /** Promises that were broken so far. */
  get broken(): readonly Broken[] {
    return this.found;
  }
}
