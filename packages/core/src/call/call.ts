import type { Participant } from "../event/call-details.js";
import type { InvocationEvent } from "../event/invocation-event.js";
import type { CallState } from "./call-state.js";

/** One leg of the call: the caller, or the meeting or party that the call was joined with. */
export interface Leg {
  readonly callId: string;
  readonly tag: "LEG-A" | "LEG-B" | string;
  /** Whether the leg is up, as far as the event says; a leg without a status counts as up. */
  readonly connected: boolean;
  readonly from: string;
  readonly to: string;
  readonly direction: string;
  readonly sipHeaders: Readonly<Record<string, string>>;
}

/** Our typed view of the transaction: legs, results so far, arguments; immutable. */
export interface Call<Results = unknown> {
  readonly transactionId: string;
  readonly region: string;
  /** The SIP media application that the call belongs to; undefined where the service does not tell. */
  readonly sipMediaApplicationId: string | undefined;
  /** The party's leg, `LEG-A`. */
  readonly legA: Leg;
  /** The meeting's or the bridged party's leg, while there is one. */
  readonly legB: Leg | undefined;
  readonly legs: readonly Leg[];
  /** Whether the caller can hear us already; false until an inbound call has been answered. */
  readonly answered: boolean;
  /** What plugins added to the call, by name. */
  readonly results: Readonly<Results>;
  /** Arguments of an outbound call; the service shows them once, so they are kept. */
  readonly arguments: Readonly<Record<string, string>>;
  /** BCP 47 language tag: as a plugin has set it through `CallLocale`, else as `ivr({ locale })` says. */
  readonly locale: string;
  /** Whether the caller is in a step whose input must not be recorded. */
  readonly sensitive: boolean;
  /** What the features keep, by their names, each as its plugin declares it. */
  readonly features: Readonly<Record<string, unknown>>;
  /** Prompts whose audio could not be played in this call, and are spoken instead. */
  readonly brokenPrompts: readonly string[];
}

/** What the locale of a call is: a language tag, or what to make of a call that begins; that is then kept. */
export type LocaleOf = string | ((call: Omit<Call, "locale">) => string);

export function viewCall(
  event: InvocationEvent,
  state: CallState,
  locale: LocaleOf,
  isSensitive: (step: string) => boolean = () => false,
): Call {
  const { CallDetails } = event;
  const legs = CallDetails.Participants.map((participant) => legOf(participant, event));
  const view = {
    transactionId: CallDetails.TransactionId,
    region: CallDetails.AwsRegion,
    sipMediaApplicationId: CallDetails.SipMediaApplicationId,
    // Order is not guaranteed, and one old event lacks the tag (1.3, 1.4).
    legA: legs.find((leg) => leg.tag === "LEG-A") ?? legs[0] ?? noLeg,
    // The tag is used again for the next meeting (4.5); one that is gone may still be listed.
    legB: legs.find((leg) => leg.tag === "LEG-B" && leg.connected) ?? legs.find((leg) => leg.tag === "LEG-B"),
    legs,
    answered: event.InvocationEventType !== "NEW_INBOUND_CALL",
    // Read through to the state: a step sees what the one before it added a moment ago.
    get results() {
      return state.results;
    },
    get arguments() {
      return state.arguments;
    },
    get sensitive() {
      return isSensitive(state.step);
    },
    get features() {
      return state.featureStates;
    },
    get brokenPrompts() {
      return state.brokenPrompts;
    },
  };
  return Object.defineProperty(view as typeof view & { readonly locale: string }, "locale", {
    get: () => state.locale || (typeof locale === "string" ? locale : locale(view)),
    enumerable: true,
  });
}

const noLeg: Leg = {
  callId: "",
  tag: "LEG-A",
  connected: false,
  from: "",
  to: "",
  direction: "Inbound",
  sipHeaders: {},
};

function legOf(participant: Participant, event: InvocationEvent): Leg {
  return {
    callId: participant.CallId,
    tag: participant.ParticipantTag ?? "LEG-A",
    connected: participant.Status !== "Disconnected" && !hangsUp(event, participant.CallId),
    from: participant.From,
    to: participant.To,
    direction: participant.Direction,
    sipHeaders: participant.SipHeaders ?? {},
  };
}

// A HANGUP names the leg that ended, also where the list does not say Disconnected yet (2.11).
const hangsUp = (event: InvocationEvent, callId: string): boolean =>
  event.InvocationEventType === "HANGUP" && event.ActionData?.Parameters?.CallId === callId;
