import { type Binding, Clock, type IvrHandler, Logger, value } from "@switchhook/core";
import {
  type AudioLibrary,
  BucketFolders,
  type EngineRules,
  type LocalAws,
  type LocalEndpoint,
  listen,
  localAws,
  type MeetingStore,
  realClock,
  type SmaHandler,
  simulateCall,
  VirtualClock,
} from "@switchhook/simulator";
import { Caller, type CallerOptions } from "./caller.js";
import { type FaultyPlace, type NetworkFault, planFaults } from "./faults.js";
import { LogCapture, type LogEntry } from "./log-capture.js";
import { atTheEnd } from "./promises/at-the-end.js";
import { BrokenPromises } from "./promises/broken-promises.js";
import { type Broken, type PromiseName, promises } from "./promises/promises.js";
import { watchedHandler } from "./promises/watched-handler.js";

/** An IVR that has not been built, as `ivr().use(...)` answers it. */
export interface Unbuilt {
  bind(...services: readonly Binding[]): { build(): IvrHandler };
}

/** Where the clients of the AWS SDK lead in a simulation. */
export interface LocalClient {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** What is simulated: an IVR, any handler, or what makes one of them with clients that lead to the local AWS. */
export type Simulated =
  | Unbuilt
  | SmaHandler
  | { readonly build: (local: { readonly client: LocalClient }) => Unbuilt | SmaHandler };

export interface SimulationOptions {
  /** Services that take the place of those of the IVR: `value(MeetingDirectory, fake)`. */
  readonly services?: readonly Binding[];
  /** How services of AWS fail: `{ meetings: throttle(2) }`. Default: not at all. */
  readonly faults?: Readonly<Partial<Record<FaultyPlace, NetworkFault>>>;
  /** Promises that are not checked. Default: none. */
  readonly without?: readonly PromiseName[];
  /** Files and how long they play; default: every file is there and plays for a second. */
  readonly audio?: AudioLibrary;
  readonly rules?: Partial<EngineRules>;
  /** When it begins, in epoch milliseconds; default 2026-01-01T12:00:00Z. */
  readonly startsAt?: number;
}

const region = "us-east-1";
const credentials = { accessKeyId: "local", secretAccessKey: "local" };

/** Callers of one IVR on one virtual clock, with AWS on loopback where it is needed. */
export class Simulation {
  readonly clock: VirtualClock;
  readonly #log = new LogCapture();
  readonly #checks: ReadonlySet<PromiseName>;
  readonly #callers: { readonly caller: Caller; readonly found: Broken[] }[] = [];
  readonly #aws: LocalAws;
  #endpoint: LocalEndpoint | undefined;
  #handler: SmaHandler | undefined;

  constructor(
    private readonly source: Simulated,
    private readonly options: SimulationOptions,
  ) {
    this.clock = new VirtualClock(options.startsAt ?? Date.parse("2026-01-01T12:00:00Z"));
    const switchedOff = new Set(options.without);
    this.#checks = new Set(
      (Object.keys(promises) as PromiseName[]).filter((promise) => !switchedOff.has(promise)),
    );
    this.#aws = localAws({
      region,
      clock: realClock,
      buckets: new BucketFolders({}),
      speak: () => Promise.reject(new Error("speech is not made in a simulation")),
      calls: {
        place: () => "",
        update: (transactionId, args) => this.#update(transactionId, args),
      },
    });
    planFaults(this.#aws.meetings.faults, { ...options.faults } as Record<string, NetworkFault>);
  }

  /** A caller, who has not dialled yet. */
  async caller({ parties, ...setup }: CallerOptions = {}): Promise<Caller> {
    const handler = await this.#build();
    const found: Broken[] = [];
    const report = (promise: PromiseName, what: string) =>
      void found.push({ promise, what, at: simulated.trace.length });
    const simulated = simulateCall({
      handler: watchedHandler(handler, {
        checks: this.#checks,
        report,
        secrets: () => caller.typed.secrets,
      }),
      clock: this.clock,
      rooms: this.#aws.meetings.store,
      setup,
      ...(parties && { parties }),
      ...(this.options.audio && { audio: this.options.audio }),
      ...(this.options.rules && { rules: this.options.rules }),
    });
    const caller: Caller = new Caller(
      simulated,
      found,
      (call) => this.#attendeesOf(call),
      (id) => this.meetings.all().find(({ meetingId }) => meetingId === id)?.externalMeetingId,
    );
    this.#callers.push({ caller, found });
    return caller;
  }

  /** A caller who has dialled. */
  async dial(options?: CallerOptions): Promise<Caller> {
    return (await this.caller(options)).dial();
  }

  /** The meetings that callers were joined to. */
  get meetings(): MeetingStore {
    return this.#aws.meetings.store;
  }

  /** The local AWS, for more faults in the middle of a test. */
  get aws(): LocalAws {
    return this.#aws;
  }

  get log(): readonly LogEntry[] {
    return this.#log.entries;
  }

  /** Ends what is still up, checks every promise on every call, and closes; throws what was broken, with the calls. */
  async done(): Promise<void> {
    try {
      const problems: BrokenPromises[] = [];
      for (const { caller, found } of this.#callers) {
        if (!caller.ended) await caller.hangUp();
        const all = [
          ...found,
          ...atTheEnd(caller, {
            checks: this.#checks,
            log: this.#log,
            left: this.#attendeesOf(caller).length,
          }),
        ];
        if (all.length > 0) problems.push(new BrokenPromises(caller, all));
      }
      const [first, ...others] = problems;
      if (first) throw others.length === 0 ? first : new AggregateError(problems, first.message);
    } finally {
      await this.#endpoint?.close();
      await this.#aws.close();
    }
  }

  async #build(): Promise<SmaHandler> {
    if (this.#handler) return this.#handler;
    let source = this.source;
    if (typeof source === "object" && !("bind" in source)) {
      this.#endpoint = await listen(this.#aws.app);
      source = source.build({ client: { endpoint: this.#endpoint.url, region, credentials } });
    }
    if (typeof source === "function") {
      const handler = source;
      this.#handler = (event) => this.#log.whileConsole(async () => handler(event));
      return this.#handler;
    }
    const handler = source
      .bind(value(Clock, this.clock), value(Logger, this.#log.logger), ...(this.options.services ?? []))
      .build();
    this.#handler = (event) => handler(event);
    return this.#handler;
  }

  #update(transactionId: string, args: Readonly<Record<string, string>>): boolean {
    const found = this.#callers.find(({ caller }) => caller.simulated.call.transactionId === transactionId);
    if (!found || found.caller.ended) return false;
    found.caller.simulated.call.update(args);
    return true;
  }

  #attendeesOf(caller: Caller) {
    const joined = caller.trace.flatMap((entry) => (entry.kind === "joined" ? [entry.attendeeId] : []));
    const { transactionId } = caller.simulated.call;
    return this.meetings
      .all()
      .filter(({ live }) => live)
      .flatMap(({ attendees }) => [...attendees.values()])
      .filter(
        ({ attendeeId, externalUserId }) => joined.includes(attendeeId) || externalUserId === transactionId,
      );
  }
}
