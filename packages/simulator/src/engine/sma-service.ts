import { randomUUID } from "node:crypto";
import type { CallSetup, EngineParts } from "./call-setup.js";
import { type CallSnapshot, renewIds } from "./call-snapshot.js";
import type { SimLeg } from "./legs.js";
import { SmaCall } from "./sma-call.js";
import type { TraceEntry } from "./trace.js";

export interface ServiceParts extends Omit<EngineParts, "onTrace"> {
  readonly onTrace: (entry: TraceEntry, call: SmaCall) => void;
}

/** The phone service: calls that come in, are placed, and are found again while they last. */
export class SmaService {
  readonly #calls = new Map<string, SmaCall>();

  constructor(private readonly parts: ServiceParts) {}

  /** A call comes in; it begins with `begin()`, so that its party can be connected to its leg before. */
  receive(setup: CallSetup): SmaCall {
    return this.#make(setup);
  }

  /** CreateSipMediaApplicationCall: the call is placed in the next turn, after the answer to whoever placed it. */
  place(setup: CallSetup & { readonly outbound: object }): SmaCall {
    const call = this.#make(setup);
    this.parts.clock.after(0, () => call.begin());
    return call;
  }

  /** A call that goes on from where another one was, with ids of its own. */
  goOn(from: CallSnapshot, setup: Pick<CallSetup, "from" | "to" | "farEnd">): SmaCall {
    return this.#make({ ...setup, resume: renewIds(from, randomUUID) });
  }

  /** A call that is not over. */
  find(transactionId: string): SmaCall | undefined {
    return this.#calls.get(transactionId);
  }

  get calls(): readonly SmaCall[] {
    return [...this.#calls.values()];
  }

  /** The leg with that id, and its call. */
  legOf(callId: string): { readonly call: SmaCall; readonly leg: SimLeg } | undefined {
    for (const call of this.#calls.values()) {
      const leg = call.legs.find((one) => one.callId === callId);
      if (leg) return { call, leg };
    }
    return undefined;
  }

  #make(setup: CallSetup): SmaCall {
    const call: SmaCall = new SmaCall(
      {
        ...this.parts,
        onTrace: (entry) => {
          this.parts.onTrace(entry, call);
          if (entry.kind === "call ended") this.#calls.delete(call.transactionId);
        },
      },
      setup,
    );
    this.#calls.set(call.transactionId, call);
    return call;
  }
}
