import type { Clock } from "@switchhook/core";
import type { InvocationEvent } from "@switchhook/core/wire";
import { actionsOf } from "./answers.js";
import { liveLegs } from "./legs.js";

const rememberedMs = 15 * 60_000;
const mostCalls = 500;
const mostOwnNumbers = 500;

interface KnownCall {
  readonly at: number;
  /** Ids of its legs, also of those that are gone. */
  readonly legs: ReadonlySet<string>;
  readonly caller: string | undefined;
  readonly isUp: boolean;
}

/**
 * The calls of this process, told apart by what an action may name of its own call only: a leg, and as a caller ID the number of
 * whoever calls. Numbers that are dialled, spoken or kept may be anybody's, and ids in headers and attributes, too.
 */
export class OtherCalls {
  readonly #calls = new Map<string, KnownCall>();
  // As caller IDs they may stand in every call, although one may have called another.
  readonly #ownNumbers = new Set<string>();

  constructor(private readonly clock: Clock) {}

  /** Notes an event, and names what in an answer to it belongs to another call; undefined when nothing does. */
  foreignIn(event: InvocationEvent, answer: unknown): string | undefined {
    const own = this.#note(event);
    const others = [...this.#calls.values()].filter((call) => call !== own);
    for (const { Parameters } of actionsOf(answer) ?? []) {
      const { CallId, CallerIdNumber } = (Parameters ?? {}) as Record<string, unknown>;
      if (isLegOf(others, CallId) && !isLegOf([own], CallId)) return "a leg of another call";
      if (typeof CallerIdNumber !== "string" || isInCall(event, CallerIdNumber)) continue;
      if (this.#ownNumbers.has(CallerIdNumber)) continue;
      if (others.some(({ caller, isUp }) => isUp && caller === CallerIdNumber))
        return "the number of another caller";
      // Nobody calls from it: the handler has it from elsewhere.
      this.#noteOwnNumber(CallerIdNumber);
    }
    return undefined;
  }

  #note(event: InvocationEvent): KnownCall {
    const { TransactionId, Participants } = event.CallDetails;
    const now = this.clock.now();
    const legA = Participants.find(({ ParticipantTag = "LEG-A" }) => ParticipantTag === "LEG-A");
    const inbound = legA?.Direction === "Inbound";
    if (legA) this.#noteOwnNumber(inbound ? legA.To : legA.From);
    const noted: KnownCall = {
      at: now,
      legs: new Set([
        ...(this.#calls.get(TransactionId)?.legs ?? []),
        ...Participants.map(({ CallId }) => CallId),
      ]),
      caller: inbound ? legA.From : undefined,
      isUp: liveLegs(event).length > 0,
    };
    this.#calls.delete(TransactionId);
    this.#calls.set(TransactionId, noted);
    for (const [oldest, { at }] of this.#calls) {
      if (this.#calls.size <= mostCalls && now - at < rememberedMs) break;
      this.#calls.delete(oldest);
    }
    return noted;
  }

  #noteOwnNumber(number: string): void {
    if (this.#ownNumbers.size < mostOwnNumbers) this.#ownNumbers.add(number);
  }
}

const isLegOf = (calls: readonly KnownCall[], id: unknown): boolean =>
  typeof id === "string" && calls.some(({ legs }) => legs.has(id));

const isInCall = ({ CallDetails }: InvocationEvent, number: string): boolean =>
  CallDetails.Participants.some(({ From, To }) => From === number || To === number);
