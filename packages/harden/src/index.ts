export { type HardenedHandler, harden } from "./harden.js";
export {
  type AnyHandler,
  type Guard,
  type GuardMode,
  guards,
  type HardenOptions,
  type TakeOver,
} from "./options.js";
export { type RecordOptions, recordCalls } from "./record-calls.js";
