import type { CallLegs } from "./call-legs.js";
import type { CallSetup, EngineParts } from "./call-setup.js";
import type { CallSnapshot } from "./call-snapshot.js";
import { wireEvent } from "./wire-event.js";

/** What the service knows of a call between two events, and where the call was at each. */
export class CallRecord {
  attributes: Readonly<Record<string, unknown>>;
  readonly snapshots = new Map<number, CallSnapshot>();
  readonly #outbound: boolean;

  constructor(
    private readonly parts: EngineParts,
    { outbound, resume }: CallSetup,
    private readonly transactionId: string,
    private readonly legs: CallLegs,
  ) {
    this.attributes = resume?.attributes ?? {};
    this.#outbound = resume?.outbound ?? outbound !== undefined;
  }

  /** The event as it is sent now. */
  event(type: string, sequence: number, data: object | undefined): object {
    const { attributes, legs, parts, transactionId } = this;
    const outbound = this.#outbound;
    this.snapshots.set(sequence, {
      transactionId,
      sequence,
      type,
      data,
      attributes,
      outbound,
      legs: legs.snapshot(),
    });
    return wireEvent(type, sequence, data, { parts, transactionId, outbound, attributes, legs: legs.all });
  }
}
