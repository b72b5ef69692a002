import type { Faults, FaultyPlace } from "@switchhook/simulator";

/** How a service of AWS fails: what `faults` of a simulation takes. */
export interface NetworkFault {
  readonly plan: (faults: Faults, operation: string) => void;
}

/** The next `times` requests are throttled, HTTP 429; by default all of them. */
export const throttle = (times?: number): NetworkFault => ({
  plan: (faults, operation) => faults.throttle(operation, times),
});

/** The next `times` requests are refused, HTTP 403; by default all of them. */
export const deny = (times?: number): NetworkFault => ({
  plan: (faults, operation) => faults.fail(operation, 403, "ForbiddenException", times),
});

/** The service is down: HTTP 503 for the next `times` requests; by default all of them. */
export const down = (times?: number): NetworkFault => ({
  plan: (faults, operation) => faults.fail(operation, 503, "ServiceUnavailableException", times),
});

/** The next `times` requests fail with this status and code. */
export const fail = (status: number, code: string, times?: number): NetworkFault => ({
  plan: (faults, operation) => faults.fail(operation, status, code, times),
});

/** The next `times` requests are never answered; by default all of them. */
export const hang = (times?: number): NetworkFault => ({
  plan: (faults, operation) => faults.hang(operation, times),
});

/** The connection is cut before the next `times` requests are carried out; by default before all of them. */
export const drop = (times = Number.POSITIVE_INFINITY): NetworkFault => ({
  plan: (faults, operation) => faults.demand(operation, "drop", times),
});

/** The next `times` requests are carried out, and the connection is cut before their answer; by default all of them. */
export const loseReply = (times = Number.POSITIVE_INFINITY): NetworkFault => ({
  plan: (faults, operation) => faults.demand(operation, "lose reply", times),
});

export function planFaults(faults: Faults, planned: { readonly [P in FaultyPlace]?: NetworkFault }): void {
  for (const [place, fault] of Object.entries(planned)) fault?.plan(faults, place);
}
