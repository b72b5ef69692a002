import type { Logger } from "@switchhook/core";
import {
  RepeatedDeliveries,
  redactingLogger,
  secretsOf,
  settle,
  withDeadline,
} from "@switchhook/core/harness";
import {
  type Action,
  eventKeys,
  hangup,
  type InvocationEvent,
  type InvocationResponse,
  isKnownEvent,
  parseInvocationEvent,
  speak,
} from "@switchhook/core/wire";
import { type AnyHandler, type Guard, type HardenOptions, readOptions } from "./options.js";
import { OtherCalls } from "./other-calls.js";
import {
  formOf,
  type OwnState,
  outstandingFrom,
  readOwnState,
  withoutOwnState,
  writeOwnState,
} from "./own-state.js";
import { withQuietConsole } from "./quiet-console.js";
import { repaired } from "./repair.js";
import { isTakenOver } from "./take-over.js";
import { asItCame, inUsualForm } from "./usual-form.js";

interface Context {
  getRemainingTimeInMillis?(): number;
}

/** A hardened handler as Lambda calls it; of an invocation event it never throws. */
export type HardenedHandler = (event: unknown, context?: Context) => Promise<unknown>;

interface Leg {
  readonly CallId: string;
  readonly tag: string;
}

/**
 * Puts the runtime's outer half around any SMA handler: deadline, apology, check and repair of the answer, no dead air, no
 * forgotten leg, one answer for a repeated event, a log line without secrets. Wrong options are `IVR_OPTIONS_INVALID`.
 */
export function harden(legacy: AnyHandler, options: HardenOptions = {}): HardenedHandler {
  const settings = readOptions(options);
  const { clock, logger, takeOver } = settings;
  const deliveries = new RepeatedDeliveries<unknown>(clock);
  const others = new OtherCalls(clock);
  const run = legacy as (event: unknown, context: unknown) => unknown;

  return async function handle(raw, context) {
    const event = readEvent(raw);
    // No event of a call, or of a type that nobody knows: whatever the handler makes of it.
    if (!event) return run(raw, context);
    if (takeOver && isTakenOver(event, takeOver)) return takeOver.handler(raw, context as never);
    const delivered = JSON.stringify(raw);
    const { TransactionId } = event.CallDetails;
    const guard = new Guards(event, settings, logger);
    const earlier = deliveries.find(TransactionId, delivered);
    if (earlier && guard.takes("repeated-event", "the event was delivered before")) return earlier;
    const answer = answerEvent(event, raw as object, context, guard);
    deliveries.remember(TransactionId, delivered, answer);
    return answer;
  };

  async function answerEvent(
    event: InvocationEvent,
    raw: object,
    context: Context | undefined,
    guard: Guards,
  ): Promise<unknown> {
    const began = clock.now();
    const own = readOwnState(event.CallDetails.TransactionAttributes);
    const given = await askHandler(event, raw, context, guard);
    const answer =
      given.apology || own.ended ? apologise(event, own) : sendable(event, own, given.answer, guard);
    guard.log.info("hardened invocation", {
      event: eventKeys(event)[0],
      actions: actionsOf(answer)?.map(({ Type }) => Type) ?? "(list goes on)",
      guards: guard.taken,
      ms: clock.now() - began,
    });
    return answer;
  }

  /** What the handler answers, or that it has failed. */
  async function askHandler(
    event: InvocationEvent,
    raw: object,
    context: Context | undefined,
    guard: Guards,
  ): Promise<{ readonly answer?: unknown; readonly apology: boolean }> {
    const changed = JSON.stringify(inUsualForm(event, raw)) !== JSON.stringify(asItCame(raw));
    const usual = changed && guard.takes("event-form", "the event came in another form", "debug");
    const sent = usual ? inUsualForm(event, raw) : asItCame(raw);
    const asked = async () => run(structuredClone(sent), context);
    const quiet = () =>
      settings.guards.console === "on" ? withQuietConsole(() => secretsOf(event), asked) : asked();
    try {
      const answer =
        settings.guards.deadline === "on"
          ? await withDeadline(clock, context, quiet, settings.deadlineMs)
          : await quiet();
      return { answer, apology: false };
    } catch (error) {
      const late = (error as { code?: string }).code === "IVR_DEADLINE";
      const which: Guard = late ? "deadline" : "exception";
      if (guard.takes(which, late ? "there was no answer in time" : "the handler threw", "error", error))
        return { apology: true };
      throw error;
    }
  }

  /** The handler's answer as it may be sent; the apology where nothing of it may. */
  function sendable(event: InvocationEvent, own: OwnState, given: unknown, guard: Guards): unknown {
    const legs = liveLegs(event);
    const foreign = others.foreignIn(event, given);
    if (
      foreign !== undefined &&
      guard.takes(
        "other-call",
        `the answer has ${foreign} in it: the handler keeps data of a call in variables that others see`,
      )
    )
      return apologise(event, own);
    const { wrong, answer } = repaired(given, legs[0]?.CallId ?? "");
    let checked = given as InvocationResponse | undefined;
    if (wrong.length > 0 && guard.takes("answer-form", wrong.join("; "))) {
      if (!answer) return apologise(event, own);
      checked = answer;
    }
    const actions = actionsOf(checked);
    if (isObserved(event)) return checked;
    const goodbye = forgotten(event, legs, actions);
    if (goodbye.length > 0 && guard.takes("forgotten-leg", `${legs.length} leg(s) would be left up`))
      return withOwn(event, { ...checked, SchemaVersion: "1.0", Actions: goodbye }, own, goodbye);
    const { remaining } = settle(event, own.outstanding);
    const silent = isSilent(event, legs, actions, remaining);
    if (silent && guard.takes("dead-air", "the caller would be left with nothing"))
      return apologise(event, own);
    const next = repeats(event, own, actions);
    if (
      next >= settings.mostRepeats &&
      guard.takes("endless-loop", `the same was answered ${next} times in a row`)
    )
      return apologise(event, own);
    return withOwn(event, checked, own, actions, next);
  }

  function withOwn(
    event: InvocationEvent,
    answer: InvocationResponse | undefined,
    own: OwnState,
    actions: readonly Action[] | undefined,
    times = 0,
  ): unknown {
    if (liveLegs(event).length === 0) return answer;
    const replaced = actions !== undefined && actions.length > 0;
    const came = withoutOwnState(event.CallDetails.TransactionAttributes);
    return {
      SchemaVersion: "1.0",
      ...answer,
      TransactionAttributes: writeOwnState(answer?.TransactionAttributes ?? came, {
        outstanding: replaced ? outstandingFrom(actions) : settle(event, own.outstanding).remaining,
        last: replaced ? formOf(actions) : own.last,
        repeats: replaced ? times : own.repeats,
        ended: false,
      }),
    };
  }

  function apologise(event: InvocationEvent, own: OwnState): InvocationResponse {
    const legs = liveLegs(event);
    const caller = legs.find(({ tag }) => tag === "LEG-A");
    const Actions = [
      // Said once: when the apology itself is what failed, only the hang-ups are left.
      ...(caller && !own.ended ? [speak({ ...settings.apology, CallId: caller.CallId })] : []),
      ...legs.toReversed().map(({ CallId }) => hangup({ CallId })),
    ];
    return {
      SchemaVersion: "1.0",
      Actions,
      TransactionAttributes: writeOwnState(withoutOwnState(event.CallDetails.TransactionAttributes), {
        outstanding: outstandingFrom(Actions),
        last: "",
        repeats: 0,
        ended: true,
      }),
    };
  }
}

/** The guards of one invocation: whether each may act, and what it says in the log. */
class Guards {
  readonly log: Logger;
  readonly taken: string[] = [];

  constructor(
    event: InvocationEvent,
    private readonly settings: ReturnType<typeof readOptions>,
    logger: Logger,
  ) {
    this.log = redactingLogger(logger, () => secretsOf(event), {
      transaction: event.CallDetails.TransactionId,
      sequence: event.Sequence,
    });
  }

  /** Whether the guard acts; in `report` it only says that it would. */
  takes(guard: Guard, what: string, level: "debug" | "warn" | "error" = "warn", error?: unknown): boolean {
    const mode = this.settings.guards[guard];
    if (mode === "off") return false;
    this.taken.push(mode === "on" ? guard : `(${guard})`);
    this.log[level](`${mode === "on" ? "guarded" : "would be guarded"}: ${guard}: ${what}`, {
      guard,
      mode,
      ...(error !== undefined && { error }),
    });
    return mode === "on";
  }
}

function readEvent(raw: unknown): InvocationEvent | undefined {
  try {
    const event = parseInvocationEvent(raw);
    return isKnownEvent(event) ? event : undefined;
  } catch {
    return undefined;
  }
}

const actionsOf = (answer: unknown): readonly Action[] | undefined => {
  const { Actions } = (answer ?? {}) as { Actions?: unknown };
  return Array.isArray(Actions) ? (Actions as Action[]) : undefined;
};

/** Legs that are up, the caller's first. */
function liveLegs({ CallDetails, ...event }: InvocationEvent): readonly Leg[] {
  const { InvocationEventType, ActionData } = event as {
    InvocationEventType: string;
    ActionData?: { Parameters?: { CallId?: unknown } };
  };
  const gone = InvocationEventType === "HANGUP" ? ActionData?.Parameters?.CallId : undefined;
  return CallDetails.Participants.filter(({ Status, CallId }) => Status !== "Disconnected" && CallId !== gone)
    .map(({ CallId, ParticipantTag }) => ({ CallId, tag: ParticipantTag ?? "LEG-A" }))
    .toSorted((one, other) => one.tag.localeCompare(other.tag));
}

// Events whose answer the service does not read.
const isObserved = ({ InvocationEventType }: InvocationEvent): boolean =>
  InvocationEventType === "RINGING" ||
  InvocationEventType === "ACTION_INTERRUPTED" ||
  InvocationEventType === "NEW_OUTBOUND_CALL";

/** Hang-ups for legs that nobody takes care of when another is gone: none takes the other down (sma.md 4.5). */
function forgotten(
  event: InvocationEvent,
  legs: readonly Leg[],
  actions: readonly Action[] | undefined,
): readonly Action[] {
  if (event.InvocationEventType !== "HANGUP" || legs.length === 0) return [];
  const callerGone = !legs.some(({ tag }) => tag === "LEG-A");
  const ended = (actions ?? []).flatMap((action) =>
    action.Type === "Hangup" ? [action.Parameters.CallId] : [],
  );
  if ((actions?.length ?? 0) > 0 && (!callerGone || ended.length > 0)) return [];
  return legs.map(({ CallId }) => hangup({ CallId }));
}

/** Whether a live call has nothing to hear, nobody to talk with, and nothing that runs. */
function isSilent(
  event: InvocationEvent,
  legs: readonly Leg[],
  actions: readonly Action[] | undefined,
  remaining: readonly { readonly type: string }[],
): boolean {
  if (legs.length === 0 || legs.some(({ tag }) => tag === "LEG-B")) return false;
  const list = actions !== undefined && actions.length > 0 ? actions.map(({ Type }) => Type) : undefined;
  const runs = list ?? remaining.map(({ type }) => type);
  if (event.InvocationEventType === "INVALID_LAMBDA_RESPONSE" && !list) return true;
  return runs.every((type) => type === "ReceiveDigits");
}

/** How often the same list has been answered in a row to a caller who does nothing, or to what fails. */
function repeats(event: InvocationEvent, own: OwnState, actions: readonly Action[] | undefined): number {
  if (!actions || actions.length === 0) return own.repeats;
  const unanswered =
    event.InvocationEventType === "ACTION_FAILED" ||
    (event.InvocationEventType === "ACTION_SUCCESSFUL" && !entered(event));
  return unanswered && formOf(actions) === own.last ? own.repeats + 1 : 0;
}

const entered = (event: InvocationEvent): boolean => {
  const { ReceivedDigits } = ("ActionData" in event ? (event.ActionData ?? {}) : {}) as {
    ReceivedDigits?: unknown;
  };
  return typeof ReceivedDigits === "string" && ReceivedDigits !== "";
};
