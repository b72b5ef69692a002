import { readProgress } from "@switchhook/core/wire";
import type { CallSnapshot } from "../engine/call-snapshot.js";
import type { SmaCall } from "../engine/sma-call.js";
import type { Sound, TraceEntry } from "../engine/trace.js";
import type { CallSummary, ServerMessage } from "./protocol.js";

type Entry = Extract<ServerMessage, { is: "entry" }>;

/** A call as it is shown, shared and gone on from. */
export interface LoggedCall {
  summary: CallSummary;
  readonly entries: Entry[];
  snapshotAt(sequence: number): CallSnapshot | undefined;
}

/** A call as a file. */
export interface CallFile {
  readonly switchhookCall: 1;
  readonly summary: CallSummary;
  readonly entries: readonly Entry[];
  readonly snapshots: readonly CallSnapshot[];
}

// What a developer looks at; older calls are forgotten.
const mostCalls = 100;

/** All calls since the start, the live ones and the last of those that are over. */
export class CallLog {
  readonly #calls = new Map<string, LoggedCall>();

  constructor(
    private readonly say: (message: ServerMessage) => void,
    private readonly textOf: (sound: Sound) => string | undefined,
  ) {}

  get calls(): readonly LoggedCall[] {
    return [...this.#calls.values()];
  }

  get(id: string): LoggedCall | undefined {
    return this.#calls.get(id);
  }

  begin(call: SmaCall, goesOnFrom?: CallSummary["goesOnFrom"]): void {
    const { caller, transactionId: id } = call;
    this.#add({
      summary: {
        id,
        from: caller.from,
        to: caller.to,
        outbound: caller.direction === "Outbound",
        startedAt: caller.startedAt,
        over: false,
        ...(goesOnFrom && { goesOnFrom }),
      },
      entries: [],
      snapshotAt: (sequence) => call.snapshotAt(sequence),
    });
  }

  add(id: string, entry: TraceEntry): void {
    const call = this.#calls.get(id);
    if (!call) return;
    const text = entry.kind === "hears" ? this.textOf(entry.sound) : undefined;
    const step =
      entry.kind === "answer" ? readProgress(entry.response.TransactionAttributes ?? undefined) : undefined;
    const message: Entry = {
      is: "entry",
      call: id,
      index: call.entries.length,
      entry,
      ...(text !== undefined && { text }),
      ...(step && { step }),
    };
    call.entries.push(message);
    this.say(message);
    if (entry.kind !== "call ended") return;
    call.summary = { ...call.summary, over: true };
    this.say({ is: "call", call: call.summary });
  }

  /** A call as a file that can be shared: it holds all that was said and typed. */
  toFile({ summary, entries, snapshotAt }: LoggedCall): CallFile {
    const sequences = entries.flatMap(({ entry }) =>
      entry.kind === "event" && entry.delivery === 1 ? [entry.event.Sequence] : [],
    );
    const snapshots = sequences.flatMap((sequence) => snapshotAt(sequence) ?? []);
    return { switchhookCall: 1, summary, entries, snapshots };
  }

  /** Shows a call from a file; answers its id. */
  fromFile({ summary, entries, snapshots }: CallFile): string {
    this.#add({
      summary: { ...summary, over: true },
      entries: [...entries],
      snapshotAt: (sequence) => snapshots.find((snapshot) => snapshot.sequence === sequence),
    });
    for (const entry of entries) this.say(entry);
    return summary.id;
  }

  #add(call: LoggedCall): void {
    this.#calls.set(call.summary.id, call);
    this.say({ is: "call", call: call.summary });
    const over = this.calls.filter(({ summary }) => summary.over);
    for (const { summary } of over.slice(0, Math.max(0, this.#calls.size - mostCalls))) {
      this.#calls.delete(summary.id);
    }
  }
}
