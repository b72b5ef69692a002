// The wire alone, without the runtime: for whoever plays the service.
export * from "./actions/action.js";
export * from "./actions/call-and-bridge.js";
export * from "./actions/call-recording.js";
export * from "./actions/catalog.js";
export * from "./actions/hangup.js";
export * from "./actions/join-chime-meeting.js";
export * from "./actions/modify-chime-meeting-attendees.js";
export * from "./actions/pause.js";
export * from "./actions/play-audio.js";
export * from "./actions/play-audio-and-get-digits.js";
export * from "./actions/receive-digits.js";
export * from "./actions/record-audio.js";
export * from "./actions/send-digits.js";
export * from "./actions/speak.js";
export * from "./actions/speak-and-get-digits.js";
export * from "./actions/start-bot-conversation.js";
export * from "./actions/voice-focus.js";
export { readProgress } from "./call/state-attributes.js";
export {
  type ActionData,
  type ActionDataOf,
  actionDataSchema,
  type CallRequestData,
  type HangupData,
  type RefusalData,
} from "./event/action-data.js";
export type { CallDetails, Participant } from "./event/call-details.js";
export { type EventFor, type EventKey, eventKeys, findParticipant, isEventKey } from "./event/event-key.js";
export {
  eventTypes,
  type InvocationEvent,
  type InvocationEventType,
  isKnownEvent,
  isKnownEventType,
  type UnknownInvocationEvent,
} from "./event/invocation-event.js";
export { envelopeSchema, parseInvocationEvent } from "./event/parse-event.js";
export { type FlowNode, flowKey } from "./plugin/describe-flow.js";
export {
  actionIssues,
  attributeWarnings,
  checkResponse,
  type InvocationResponse,
  type ResponseIssue,
} from "./response/invocation-response.js";
