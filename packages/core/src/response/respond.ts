import type { Action } from "../actions/catalog.js";
import { actionDefinitions } from "../actions/catalog.js";
import { pause } from "../actions/pause.js";
import { core, type OwnedAction, outstandingOf, owned } from "../call/outstanding.js";
import { encodeState, isForeign } from "../call/state-attributes.js";
import { rearms, settleListener, withListener } from "../chain/digit-listener.js";
import { inSafeOrder } from "../chain/feature-order.js";
import { type Invocation, liveLegs } from "../chain/invocation.js";
import { IvrError } from "../errors.js";
import type { InvocationEvent } from "../event/invocation-event.js";
import {
  attributeIssues,
  type InvocationResponse,
  listIssues,
  type ResponseIssue,
} from "./invocation-response.js";

const mostActions = 10;
// The shortest that the service takes (3.6).
const flushMs = 100;

/** The answer: the parts of the list in order, checked as the platform would, with the call state. */
export function respond(invocation: Invocation): InvocationResponse {
  const { event, state, settled } = invocation;
  if (isObserved(event)) return { SchemaVersion: "1.0", Actions: [] };
  if (event.InvocationEventType === "NEW_OUTBOUND_CALL" || liveLegs(invocation).length === 0) {
    state.outstanding = [];
    return answer([], invocation);
  }

  settleListener(invocation);
  const list = nextList(invocation);
  const goesOn = list === undefined;
  state.outstanding = goesOn ? settled.remaining : list.map(outstandingOf);
  refuseDeadAir(invocation);
  // Without `Actions` the service keeps its list; an empty one is disputed (4.2), and only sent when nothing is left.
  const keeps = goesOn && settled.remaining.length > 0;
  return answer(keeps ? undefined : (list ?? []).map(({ action }) => action), invocation);
}

/** Events whose answer the service ignores. */
const isObserved = (event: InvocationEvent): boolean =>
  event.InvocationEventType === "RINGING" || event.InvocationEventType === "ACTION_INTERRUPTED";

/** The next list, or undefined when the old one goes on. */
function nextList(invocation: Invocation): OwnedAction[] | undefined {
  const { list, settled, log, state, came } = invocation;
  const step = list.step ?? [];
  const all = [...list.replays, ...inSafeOrder(list.features), ...step];
  const replaces = list.step !== undefined || all.length > 0 || rearms(invocation);
  if (!replaces) return undefined;
  let next = withListener(all, invocation);
  if (next.length > mostActions && list.features.length > 0) {
    log.error("IVR_FEATURE_FAILED: the features' actions do not fit beside the step's and were left out", {
      code: "IVR_FEATURE_FAILED",
      actions: next.length,
    });
    next = next.filter((action) => !list.features.includes(action));
    state.featureStates = came.featureStates;
  }
  // An empty list may leave the old one running; what must not run any more is pushed out by the shortest pause.
  if (next.length === 0 && settled.remaining.length > 0) {
    next = owned(core, [pause({ DurationInMilliseconds: flushMs })]);
  }
  return next.map((action) => ({ ...action, action: withCallId(action.action, invocation) }));
}

/** Names the leg, which several pages require and all accept (3.0). */
function withCallId(action: Action, { call }: Invocation): Action {
  if (actionDefinitions[action.Type].callId === "none" || namesLeg(action)) return action;
  const leg = action.Type === "ModifyChimeMeetingAttendees" ? call.legB : call.legA;
  if (!leg) return action;
  const Parameters = Object.assign({}, action.Parameters, { CallId: leg.callId });
  return { ...action, Parameters } as Action;
}

const namesLeg = ({ Parameters }: Action): boolean =>
  ("CallId" in Parameters && Parameters.CallId !== undefined) ||
  ("ParticipantTag" in Parameters && Parameters.ParticipantTag !== undefined);

function refuseDeadAir(invocation: Invocation): void {
  const { state, call, event } = invocation;
  if (state.waits || call.legB?.connected) return;
  if (state.outstanding.some(({ type }) => type !== "ReceiveDigits")) return;
  throw new IvrError(
    "IVR_DEAD_AIR",
    `after ${invocation.keys[0] ?? event.InvocationEventType} the step ${state.step || "(none)"} leaves the caller with nothing`,
    { plugin: state.step },
  );
}

/** The answer with the call state, checked as the platform would. */
function answer(
  Actions: readonly Action[] | undefined,
  { event, state, log }: Invocation,
): InvocationResponse {
  const came = event.CallDetails.TransactionAttributes;
  const foreign = Object.keys(came ?? {}).filter(isForeign).length;
  // The error text of the service names ten, its page a hundred (4.6).
  if (foreign >= 10) {
    log.warn(
      `${foreign} foreign TransactionAttributes beside the call state: the service may refuse more than 10`,
    );
  }
  const TransactionAttributes = encodeState(state, came);
  const issues = [
    ...listIssues(Actions),
    // The call state alone is bounded by how it is written; to count it takes longer than to write it.
    ...(foreign > 0 ? attributeIssues(TransactionAttributes) : []),
  ];
  if (issues.length > 0) throw new IvrError("IVR_RESPONSE_INVALID", issues.map(describe).join("; "));
  return { SchemaVersion: "1.0", ...(Actions && { Actions }), TransactionAttributes };
}

const describe = ({ path, message, page }: ResponseIssue): string =>
  `${path}: ${message}${page ? ` (${page})` : ""}`;
