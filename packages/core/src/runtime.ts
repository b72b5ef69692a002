import { type Call, type LocaleOf, viewCall } from "./call/call.js";
import type { CallState } from "./call/call-state.js";
import { newCallState } from "./call/call-state.js";
import { openCall } from "./call/open-call.js";
import { deliveryOf, RepeatedDeliveries } from "./call/repeated-deliveries.js";
import { decodeState } from "./call/state-attributes.js";
import type { Chain } from "./chain/chain.js";
import type { Invocation } from "./chain/invocation.js";
import { withDeadline } from "./deadline.js";
import { IvrError } from "./errors.js";
import { type InvocationEvent, isKnownEvent } from "./event/invocation-event.js";
import { parseInvocationEvent } from "./event/parse-event.js";
import { logInvocation, secretsOf } from "./log-invocation.js";
import { type Answered, callAge, observed, observedUnread, unreadEvent } from "./observed.js";
import { dialsOnly } from "./response/dialled-numbers.js";
import { type Apology, blindFallback, fallback } from "./response/fallback.js";
import type { InvocationResponse } from "./response/invocation-response.js";
import { respond } from "./response/respond.js";
import { Clock } from "./services/clock.js";
import {
  InvocationObserver,
  type ObservedInvocation,
  type StepLeft,
} from "./services/invocation-observer.js";
import { checkLogger, Logger, loggerOf } from "./services/logger.js";
import { callBindings } from "./services/of-the-call.js";
import { redactingLogger } from "./services/redact.js";
import type { Scope, Services } from "./services/services.js";

/** What the runtime reads of Lambda's context. */
export interface InvocationContext {
  readonly awsRequestId?: string;
  getRemainingTimeInMillis?(): number;
}

/** An IVR as a Lambda handler: one invocation event in, one answer out; it never throws. */
export type IvrHandler = (event: unknown, context?: InvocationContext) => Promise<InvocationResponse>;

export interface Runtime {
  readonly chain: Chain;
  readonly services: Services;
  readonly apology: Apology;
  readonly locale: LocaleOf;
  readonly dials: readonly string[] | undefined;
}

const deps = { clock: Clock, logger: Logger };
const observerDeps = { observer: InvocationObserver };

/** The path of an event: parse, open the call, scope, chain, respond. */
export function createHandler(runtime: Runtime): IvrHandler {
  const { clock, logger } = runtime.services.resolve(deps, noScope);
  checkLogger(logger);
  const observer = runtime.services.has(InvocationObserver)
    ? runtime.services.resolve(observerDeps, noScope).observer
    : undefined;
  // Of an event that cannot be read, nothing is known to be a secret: its values are not logged at all.
  const unopened = redactingLogger(logger, () => ({ digits: [], numbers: [] }));
  const deliveries = new RepeatedDeliveries<InvocationResponse>(clock);

  return async function handle(raw, context) {
    const began = clock.now();
    let event: InvocationEvent;
    try {
      const parsed = parseInvocationEvent(raw);
      if (!isKnownEvent(parsed)) {
        const answer = answerUnknown(parsed.InvocationEventType, unopened);
        unopened.info("invocation", {
          ...namesOf(raw),
          event: "(unknown)",
          actions: "(list goes on)",
          ms: clock.now() - began,
        });
        return answer;
      }
      event = parsed;
    } catch (error) {
      logError(unopened, error);
      const actions = ["Speak", "Hangup"];
      const ms = clock.now() - began;
      const names = namesOf(raw);
      unopened.info("invocation", { ...names, event: unreadEvent, actions, ms });
      const requestId = context?.awsRequestId;
      observe(unopened, () => observedUnread({ ...names, requestId, actions, beganAt: began, ms }));
      return blindFallback(runtime.apology);
    }

    const { TransactionId, TransactionAttributes } = event.CallDetails;
    const delivered = deliveryOf(raw as object, TransactionAttributes);
    const earlier = deliveries.find(TransactionId, delivered);
    const answer = earlier ?? answerEvent(event, runtime, context, began);
    if (!earlier) deliveries.remember(TransactionId, delivered, answer);
    else {
      const requestId = context?.awsRequestId;
      const ms = clock.now() - began;
      finish(callLogger(logger, event), {
        event,
        repeated: true,
        requestId,
        beganAt: began,
        ms,
        ...unobserved,
      });
    }
    return answer;
  };

  async function answerEvent(
    event: InvocationEvent,
    { chain, services, apology, locale, dials }: Runtime,
    context: InvocationContext | undefined,
    began: number,
  ): Promise<InvocationResponse> {
    const codes: string[] = [];
    const reached: string[] = [];
    const left: StepLeft[] = [];
    const callMs = observer && callAge(event, began);
    const sink = observer ? notingCodes(logger, codes) : logger;
    let log = callLogger(sink, event);
    let came: CallState = newCallState();
    let next: CallState | undefined;
    let response: InvocationResponse;
    try {
      came = decodeState(event.CallDetails.TransactionAttributes);
      log = callLogger(sink, event, came);
      const opened = openCall(event, came, chain, locale);
      const { keys, asked, requests, state, call, settled } = opened;
      next = state;
      response = await withDeadline(clock, context, async (signal) => {
        const idempotencyKey = `${event.CallDetails.TransactionId}:${event.Sequence}`;
        let scope: Scope | undefined;
        // Named one by one, as everything is that each event makes: spread, they take several times as long.
        const invocation: Invocation = {
          keys,
          asked,
          requests,
          state,
          call,
          settled,
          came,
          event,
          log,
          signal,
          idempotencyKey,
          services,
          scope: () => {
            scope ??= services.openScope(callBindings(opened, signal, log, idempotencyKey));
            return scope;
          },
          codes: chain.codes,
          renamed: false,
          callMs,
          reached,
          left,
          list: { replays: [], features: [], step: undefined },
        };
        await chain.run(invocation);
        return dialsOnly(respond(invocation), dials);
      });
    } catch (error) {
      logError(log, error);
      next = undefined;
      response = fallback(callForFallback(event), event, came, apology);
    }
    finish(log, {
      event,
      came,
      next,
      response,
      requestId: context?.awsRequestId,
      beganAt: began,
      ms: clock.now() - began,
      codes,
      callMs,
      reached,
      left,
    });
    return response;
  }

  /** The one line of an invocation, and whoever else wants to know of it. */
  function finish(log: Logger, answered: Answered): void {
    logInvocation(log, answered);
    observe(log, () => observed(answered));
  }

  function observe(log: Logger, invocation: () => ObservedInvocation): void {
    try {
      observer?.observe(invocation());
    } catch (error) {
      log.warn("the invocation could not be observed", { error });
    }
  }
}

const unobserved = { codes: [], callMs: undefined, reached: [], left: [] };

/** The logger, and beside it the codes that were logged. */
const notingCodes = (logger: Logger, codes: string[]): Logger =>
  loggerOf((level, message, fields) => {
    if (typeof fields.code === "string") codes.push(fields.code);
    logger[level](message, fields);
  });

const noScope = (): Scope => {
  throw new IvrError("IVR_SERVICE_INVALID", "Clock and Logger cannot be bound per call", {
    hint: "Bind them with value or singleton.",
  });
};

const callLogger = (logger: Logger, event: InvocationEvent, state?: CallState): Logger =>
  redactingLogger(logger, () => secretsOf(event, state), {
    transaction: event.CallDetails.TransactionId,
    sequence: event.Sequence,
  });

// The locale may be what failed; an apology does not need it.
const callForFallback = (event: InvocationEvent): Call => viewCall(event, newCallState(), "");

/** The transaction and the sequence of an event that could not be read, where they are what they should be. */
function namesOf(raw: unknown): { transaction?: string; sequence?: number } {
  const { Sequence, CallDetails } = (raw ?? {}) as {
    Sequence?: unknown;
    CallDetails?: { TransactionId?: unknown };
  };
  const id = CallDetails?.TransactionId;
  return {
    ...(typeof id === "string" && /^[0-9a-f-]{36}$/i.test(id) && { transaction: id }),
    ...(typeof Sequence === "number" && { sequence: Sequence }),
  };
}

/** An event of a type that is none of the eleven: valid, nothing changed, the list goes on. */
function answerUnknown(type: string, log: Logger): InvocationResponse {
  const error = new IvrError("IVR_EVENT_UNKNOWN", `the event type ${type.slice(0, 64)} is not known`);
  log.warn(error.message, { code: error.code, hint: error.hint });
  return { SchemaVersion: "1.0" };
}

function logError(log: Logger, thrown: unknown): void {
  const error =
    thrown instanceof IvrError
      ? thrown
      : new IvrError("IVR_HANDLER_FAILED", "something outside the plugins threw", { cause: thrown });
  log.error(error.message, { code: error.code, hint: error.hint, plugin: error.plugin, error });
}
