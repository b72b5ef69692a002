import type { Party, SimulatedCall } from "@switchhook/simulator";
import { OnTheLine } from "./on-the-line.js";

/** The party that the IVR has called: what it does, and what came of it. */
export class OtherParty extends OnTheLine {
  readonly name = "the other party";

  constructor(
    simulated: SimulatedCall,
    private readonly party: Party,
    /** Where in the trace it was called. */
    protected readonly since: number,
  ) {
    super(simulated, "LEG-B");
  }

  /** The number that was called, and the one that was shown. */
  get dialled(): { readonly to: string; readonly from: string } {
    return this.party.dialled;
  }

  /** Takes the call, where `parties` left that to the test: `"by hand"` or `"rings on"`. */
  async answer(): Promise<this> {
    this.party.answer();
    return this.untilQuiet();
  }

  /** Does not take the call: 486 busy, 480 not there, 603 declined. */
  async refuse(code = 603): Promise<this> {
    this.party.end(code);
    return this.untilQuiet();
  }

  async hangUp(): Promise<this> {
    this.party.end();
    return this.untilQuiet();
  }

  get endedBecause(): string | undefined {
    return this.last("leg ended")?.entry.why;
  }
}
