// Parts of the runtime's outer half, for whoever puts them around a handler that is not an IVR of ours.
export { withinSpokenLimit } from "./actions/speech-parts.js";
export type { CallState } from "./call/call-state.js";
export { type OutstandingAction, type Settled, settle } from "./call/outstanding.js";
export { deliveryOf, RepeatedDeliveries } from "./call/repeated-deliveries.js";
export { isForeign, readCallState } from "./call/state-attributes.js";
export { withDeadline } from "./deadline.js";
export { ivrKey, permissionsKey } from "./ivr.js";
export { secretsOf } from "./log-invocation.js";
export { defaultApology } from "./response/fallback.js";
export { missingLevels } from "./services/logger.js";
export { hidden, type KnownSecrets, redactingLogger, standsIn, withoutSecret } from "./services/redact.js";
