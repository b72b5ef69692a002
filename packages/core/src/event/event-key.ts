import { bareActionType, isActionType, type ReportedActionType } from "../actions/catalog.js";
import type { ActionDataOf } from "./action-data.js";
import type { CallDetails, Participant } from "./call-details.js";
import { type InvocationEvent, type InvocationEventType, isKnownEventType } from "./invocation-event.js";

const reporting = ["ACTION_SUCCESSFUL", "ACTION_FAILED", "ACTION_INTERRUPTED"] as const;
type ReportingEventType = (typeof reporting)[number];

/** Names events for handlers: the type, or for what an action reports also the action's type. */
export type EventKey = InvocationEventType | `${ReportingEventType}:${ReportedActionType}`;

/** The event that a key names. */
export type EventFor<K extends EventKey> =
  K extends `${infer E extends ReportingEventType}:${infer T extends ReportedActionType}`
    ? Omit<Extract<InvocationEvent, { InvocationEventType: E }>, "ActionData"> & {
        readonly ActionData: ActionDataOf<T>;
      }
    : Extract<InvocationEvent, { InvocationEventType: K }>;

/** The keys that an event answers to, the most special first. */
export function eventKeys(event: InvocationEvent): readonly [EventKey, ...EventKey[]] {
  const type = event.InvocationEventType;
  if (!isReportingEvent(type)) return [type];
  const action = "ActionData" in event ? event.ActionData?.Type : undefined;
  return action !== undefined && isReportedType(action) ? [`${type}:${action}`, type] : [type];
}

/** Whether a text is a key; authors without a compiler misspell them too. */
export function isEventKey(text: string): text is EventKey {
  const [type = "", action] = text.split(":");
  if (action === undefined) return isKnownEventType(type);
  return isReportingEvent(type) && isReportedType(action);
}

const isReportingEvent = (type: string): type is ReportingEventType =>
  (reporting as readonly string[]).includes(type);

const isReportedType = (type: string): type is ReportedActionType =>
  isActionType(type) || type === bareActionType;

/** Finds a leg by its tag; participants come in any order (1.3). */
export const findParticipant = (
  { CallDetails }: { readonly CallDetails: CallDetails },
  tag: "LEG-A" | "LEG-B",
): Participant | undefined => CallDetails.Participants.find(({ ParticipantTag }) => ParticipantTag === tag);
