import {
  type LocalAws,
  type MeetingStore,
  type SmaHandler,
  scriptedBots,
  simulateCall,
  VirtualClock,
  type VirtualRecording,
} from "@switchhook/simulator";
import { Caller, type CallerOptions } from "./caller.js";
import { planFaults } from "./faults.js";
import { canBeBuiltAgain, type HandlerProcess, startProcess } from "./handler-process.js";
import { LocalServices } from "./local-services.js";
import type { LogEntry } from "./log-capture.js";
import { atTheEnd } from "./promises/at-the-end.js";
import { BrokenPromises } from "./promises/broken-promises.js";
import { type Broken, type PromiseName, promises } from "./promises/promises.js";
import { watchedHandler } from "./promises/watched-handler.js";
import { checkOptions, type Simulated, type SimulationOptions } from "./simulation-options.js";
import { someonesTurn } from "./someones-turn.js";

/** A handler in two processes of its own: one that calls run on, and one that gets every event once more. */
interface Processes {
  readonly first: HandlerProcess;
  readonly other: HandlerProcess | undefined;
}

/** Callers of one IVR on one virtual clock, with AWS on loopback where it is needed. */
export class Simulation {
  readonly clock: VirtualClock;
  readonly #checks: ReadonlySet<PromiseName>;
  readonly #callers: { readonly caller: Caller; readonly found: Broken[] }[] = [];
  readonly #local: LocalServices;
  #processes: Promise<Processes> | undefined;
  #first: HandlerProcess | undefined;

  /** Options that would be ignored are `IVR_OPTIONS_INVALID`. */
  constructor(
    private readonly source: Simulated,
    private readonly options: SimulationOptions,
  ) {
    checkOptions(source, options);
    this.clock = new VirtualClock(options.startsAt ?? Date.parse("2026-01-01T12:00:00Z"));
    const switchedOff = new Set(options.without);
    this.#checks = new Set(
      (Object.keys(promises) as PromiseName[]).filter((promise) => !switchedOff.has(promise)),
    );
    this.#local = new LocalServices({
      buckets: options.buckets ?? {},
      audio: options.audio ?? { durationOf: () => 1000 },
      update: (transactionId, args) => this.#update(transactionId, args),
    });
    planFaults(this.aws.meetings.faults, options.faults ?? {});
  }

  /** A caller, who has not dialled yet. */
  async caller({ parties, ...setup }: CallerOptions = {}): Promise<Caller> {
    this.#processes ??= this.#start();
    const processes = await this.#processes;
    const found: Broken[] = [];
    const handler: SmaHandler = watchedHandler(processes, {
      checks: this.#checks,
      report: (promise, what) => void found.push({ promise, what, at: simulated.trace.length }),
      at: () => simulated.trace.length,
      secrets: () => caller.typed.secrets,
    });
    const { bots, rules, actionFaults } = this.options;
    const simulated = simulateCall({
      handler,
      clock: this.clock,
      rooms: this.meetings,
      setup,
      audio: this.#local.audio,
      someonesTurn,
      ...(parties && { parties }),
      ...(bots && { bots: scriptedBots(bots) }),
      ...(rules && { rules }),
      ...(actionFaults && { faults: actionFaults }),
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
    return this.aws.meetings.store;
  }

  /** The local AWS, for more faults in the middle of a test. */
  get aws(): LocalAws {
    return this.#local.aws;
  }

  /** What the handler has logged. */
  get log(): readonly LogEntry[] {
    return this.#first?.log.entries ?? [];
  }

  /** What was recorded in all calls, also what has been deleted since. */
  get recordings(): readonly VirtualRecording[] {
    return this.#callers.flatMap(({ caller }) => caller.recordings);
  }

  /** The keys that a bucket has now. */
  files(bucket: string): readonly string[] {
    return this.#local.buckets.keys(bucket);
  }

  /** Ends what is still up, checks every promise on every call, and closes; throws what was broken, with the calls. */
  async done(): Promise<void> {
    const processes = await this.#processes?.catch(() => undefined);
    try {
      for (const { caller } of this.#callers) if (!caller.ended) await caller.hangUp();
      const logs = processes
        ? [...new Set([processes.first.log, (processes.other ?? processes.first).log])]
        : [];
      const problems = this.#callers.flatMap(({ caller, found }) => {
        const atEnd = atTheEnd(caller, {
          checks: this.#checks,
          logs,
          left: this.#attendeesOf(caller).length,
          others: this.#callers.flatMap((one) => (one.caller === caller ? [] : [one.caller])),
          shared: this.#sharedIds(),
        });
        const all = [...found, ...atEnd];
        return all.length > 0 ? [new BrokenPromises(caller, all)] : [];
      });
      const [first, ...others] = problems;
      if (first) throw others.length === 0 ? first : new AggregateError(problems, first.message);
    } finally {
      await processes?.first.close();
      await processes?.other?.close();
      await this.#local.close();
    }
  }

  async #start(): Promise<Processes> {
    const { services } = this.options;
    const start = (shown: boolean, own: VirtualClock) =>
      startProcess(this.source, { local: this.#local, clock: this.clock, own, services, shown });
    const twice = this.#checks.has("same-answer-twice");
    // The other one first, so that what a test keeps of the making is what the calls run on.
    const other =
      twice && canBeBuiltAgain(this.source)
        ? await start(false, new VirtualClock(this.clock.now()))
        : undefined;
    const first = await start(true, this.clock);
    this.#first = first;
    return { first, other: twice ? (other ?? first) : undefined };
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

  #sharedIds(): ReadonlySet<string> {
    const joined = this.#callers.flatMap(({ caller }) =>
      caller.trace.flatMap((entry) => (entry.kind === "joined" ? [entry.attendeeId, entry.meetingId] : [])),
    );
    return new Set([...joined, ...this.meetings.all().map(({ meetingId }) => meetingId)]);
  }
}
