/** How an operation of an endpoint is made to fail. */
export type Fault =
  | { readonly kind: "error"; readonly status: number; readonly code: string }
  /** No answer at all until the client gives up; nothing is carried out. */
  | { readonly kind: "hang" }
  /** The connection is cut before anything is carried out. */
  | { readonly kind: "drop" }
  /** What is asked for is carried out, and the connection cut before the answer. */
  | { readonly kind: "lose reply" }
  /** The answer comes, but late. */
  | { readonly kind: "slow"; readonly ms: number };

/** A fault by the name that people ask for it. */
export const faultNames = ["throttle", "deny", "slow", "fail", "drop", "lose reply"] as const;
export type FaultName = (typeof faultNames)[number];

// Longer than a service should take, shorter than most clients wait.
const slowMs = 3000;

const named: Readonly<Record<FaultName, Fault>> = {
  throttle: { kind: "error", status: 429, code: "ThrottlingException" },
  deny: { kind: "error", status: 403, code: "ForbiddenException" },
  fail: { kind: "error", status: 503, code: "ServiceUnavailableException" },
  drop: { kind: "drop" },
  "lose reply": { kind: "lose reply" },
  slow: { kind: "slow", ms: slowMs },
};

/** The services that can be made to fail, and the operations of the meetings service that can be by themselves. */
export const faultyPlaces = [
  ...(["meetings", "voice", "media-pipelines", "s3", "polly", "dynamodb"] as const),
  ...(["CreateMeeting", "CreateMeetingWithAttendees", "GetMeeting", "DeleteMeeting"] as const),
  ...(["CreateAttendee", "BatchCreateAttendee", "GetAttendee", "ListAttendees", "DeleteAttendee"] as const),
] as const;
export type FaultyPlace = (typeof faultyPlaces)[number];

interface Planned {
  readonly operation: string;
  readonly fault: Fault;
  readonly times: number;
  /** How often it has happened at each endpoint. */
  readonly taken: Map<string, number>;
}

/**
 * Faults on demand: for an operation by name, or for all with `*`, a number of times. Two processes with an endpoint each meet
 * the same ones.
 */
export class Faults {
  #planned: Planned[] = [];

  /** HTTP 429 for the next `times` requests. */
  throttle(operation: string, times = Number.POSITIVE_INFINITY): void {
    this.fail(operation, 429, "ThrottlingException", times);
  }

  fail(operation: string, status: number, code: string, times = Number.POSITIVE_INFINITY): void {
    this.#plan(operation, { kind: "error", status, code }, times);
  }

  /** The next `times` requests have a fault that people name. */
  demand(operation: string, name: FaultName, times: number): void {
    this.#plan(operation, named[name], times);
  }

  hang(operation: string, times = Number.POSITIVE_INFINITY): void {
    this.#plan(operation, { kind: "hang" }, times);
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault of a request at an endpoint, if one was planned for its operation, its service, or all. */
  take(endpoint: string, ...names: readonly string[]): Fault | undefined {
    const planned = this.#planned.find(
      ({ operation, times, taken }) =>
        (taken.get(endpoint) ?? 0) < times && (operation === "*" || names.includes(operation)),
    );
    if (!planned) return undefined;
    planned.taken.set(endpoint, (planned.taken.get(endpoint) ?? 0) + 1);
    return planned.fault;
  }

  #plan(operation: string, fault: Fault, times: number): void {
    this.#planned.push({ operation, fault, times, taken: new Map() });
  }
}
