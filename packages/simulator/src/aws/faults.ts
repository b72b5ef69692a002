/** How an operation of an endpoint is made to fail. */
export type Fault =
  | { readonly kind: "error"; readonly status: number; readonly code: string }
  /** No answer at all until the client gives up. */
  | { readonly kind: "hang" }
  /** The connection is cut. */
  | { readonly kind: "drop" }
  /** The answer comes, but late. */
  | { readonly kind: "slow"; readonly ms: number };

/** A fault by the name that people ask for it. */
export type FaultName = "throttle" | "deny" | "slow" | "fail" | "drop";

// Longer than a service should take, shorter than most clients wait.
const slowMs = 3000;

const named: Readonly<Record<FaultName, Fault>> = {
  throttle: { kind: "error", status: 429, code: "ThrottlingException" },
  deny: { kind: "error", status: 403, code: "ForbiddenException" },
  fail: { kind: "error", status: 503, code: "ServiceUnavailableException" },
  drop: { kind: "drop" },
  slow: { kind: "slow", ms: slowMs },
};

interface Planned {
  readonly operation: string;
  readonly fault: Fault;
  left: number;
}

/** Faults on demand: for an operation by name, or for all with `*`, a number of times. */
export class Faults {
  #planned: Planned[] = [];

  /** HTTP 429 for the next `times` requests. */
  throttle(operation: string, times = Number.POSITIVE_INFINITY): void {
    this.fail(operation, 429, "ThrottlingException", times);
  }

  fail(operation: string, status: number, code: string, times = Number.POSITIVE_INFINITY): void {
    this.#planned.push({ operation, fault: { kind: "error", status, code }, left: times });
  }

  /** The next `times` requests have a fault that people name. */
  demand(operation: string, name: FaultName, times: number): void {
    this.#planned.push({ operation, fault: named[name], left: times });
  }

  hang(operation: string, times = Number.POSITIVE_INFINITY): void {
    this.#planned.push({ operation, fault: { kind: "hang" }, left: times });
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault of this request, if one was planned for its operation, its service, or all. */
  take(...names: readonly string[]): Fault | undefined {
    const planned = this.#planned.find(
      (one) => one.left > 0 && (one.operation === "*" || names.includes(one.operation)),
    );
    if (!planned) return undefined;
    planned.left -= 1;
    return planned.fault;
  }
}
