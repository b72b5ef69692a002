import type { Chain } from "../chain/chain.js";
import { type FeatureRequest, requestsIn, takeRequests } from "../chain/feature-requests.js";
import { IvrError } from "../errors.js";
import { eventKeys } from "../event/event-key.js";
import type { InvocationEvent } from "../event/invocation-event.js";
import { freezeDeep } from "../freeze.js";
import { readValue } from "../read-value.js";
import { type Call, type LocaleOf, viewCall } from "./call.js";
import type { CallState } from "./call-state.js";
import { type Settled, settle } from "./outstanding.js";

/** A call as one event finds it. */
export interface OpenedCall {
  /** The most special handler key first: `ACTION_FAILED:PlayAudio`, then `ACTION_FAILED`. */
  readonly keys: readonly string[];
  /** What the event itself asks of features; it may have to wait. */
  readonly asked: readonly FeatureRequest[];
  /** What features are asked for now. */
  readonly requests: readonly FeatureRequest[];
  /** The next state, to be changed on the way through the chain; thrown away when anything fails. */
  readonly state: CallState;
  readonly call: Call;
  /** What the event says about the list that was sent last time. */
  readonly settled: Settled;
}

/** Opens the call for an event: what it reports of the last list, which legs are up, what is known so far. */
export function openCall(
  event: InvocationEvent,
  came: CallState,
  chain: Chain,
  locale: LocaleOf,
): OpenedCall {
  const asked = requestsIn(event, chain.codes);
  const { now, waiting } = takeRequests(event, asked, came, chain.features);
  const state: CallState = { ...came, waiting, results: freezeDeep(checkedResults(came, chain)) };
  const call = viewCall(event, state, locale, (step) => chain.steps.get(step)?.step.sensitive === true);
  // Worked out once: later events do not show the headers that it may have been read from.
  if (typeof locale !== "string" && begins(event)) state.locale ||= call.locale;
  return {
    keys: eventKeys(event),
    asked,
    requests: now,
    state,
    call,
    settled: settle(event, came.outstanding),
  };
}

const begins = ({ InvocationEventType }: InvocationEvent): boolean =>
  InvocationEventType === "NEW_INBOUND_CALL" || InvocationEventType === "CALL_ANSWERED";

// Another version may have added results of another shape; plugins that need them must not see those.
function checkedResults({ results }: CallState, chain: Chain): Record<string, unknown> {
  const checked: Record<string, unknown> = { ...results };
  for (const [name, value] of Object.entries(results)) {
    const schema = chain.results.get(name);
    const parsed = schema && readValue(schema, value);
    if (parsed && !parsed.success) {
      throw new IvrError(
        "IVR_STATE_INVALID",
        `the result ${name} of the call has another shape than its plugin adds`,
        {
          cause: parsed.error,
        },
      );
    }
    if (parsed) checked[name] = parsed.data;
  }
  return checked;
}
