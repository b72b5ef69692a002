import type { Action } from "@switchhook/core/wire";
import type { ActionFault, ActionFaults } from "../engine/ports.js";

interface Demand {
  readonly action: string;
  readonly errorType: string;
  /** Only in that call. */
  readonly call?: string;
  left: number;
}

/** Actions that are made to fail, on demand, so many times. */
export class DemandedActionFaults implements ActionFaults {
  readonly #demands: Demand[] = [];

  demand(demand: Omit<Demand, "left">, times: number): void {
    this.#demands.push({ ...demand, left: times });
  }

  take({ Type }: Action, transactionId: string): ActionFault | undefined {
    const demand = this.#demands.find(
      ({ action, call, left }) =>
        left > 0 && action === Type && (call === undefined || call === transactionId),
    );
    if (!demand) return undefined;
    demand.left -= 1;
    return { errorType: demand.errorType, message: "This failure was asked for." };
  }
}
