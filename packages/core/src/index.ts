export { speechParts } from "./actions/speech-parts.js";
export type { Call, Leg, LocaleOf } from "./call/call.js";
export { errorCodes, IvrError, type IvrErrorCode, type IvrErrorOptions } from "./errors.js";
export { type Ivr, type IvrOptions, ivr } from "./ivr.js";
export {
  type Answer,
  type Around,
  command,
  definePlugin,
  type Feature,
  type Plugin,
  type PluginDefinition,
  type Step,
} from "./plugin/define-plugin.js";
export type {
  AskArgs,
  CleanupArgs,
  FeatureArgs,
  HandlerArgs,
  MaybePromise,
  RequestArgs,
  StepArgs,
} from "./plugin/handler-args.js";
export { type Line, line } from "./plugin/line.js";
export {
  bucketName,
  digitCode,
  keyPrefix,
  languageTag,
  phoneKey,
  promptName,
  regionName,
} from "./plugin/option-schemas.js";
export { parseOptions } from "./plugin/options.js";
export { again, back, branch, done, end, type Outcome, stay } from "./plugin/outcome.js";
export { readValue } from "./read-value.js";
export type { Apology } from "./response/fallback.js";
export type { InvocationContext, IvrHandler } from "./runtime.js";
export { Clock, systemClock } from "./services/clock.js";
export {
  type CallOutcome,
  InvocationObserver,
  type ObservedInvocation,
  observers,
  type StepLeaving,
  type StepLeft,
} from "./services/invocation-observer.js";
export { consoleLogger, type LogFields, Logger, type LogLevel, silentLogger } from "./services/logger.js";
export { CallLocale, CallLogger, CurrentCall, Deadline, IdempotencyKey } from "./services/of-the-call.js";
export {
  type DigitsWanted,
  nameOfSaid,
  PromptCatalog,
  PromptStore,
  type Said,
  withPrompts,
} from "./services/prompt-store.js";
export {
  type Binding,
  type Factory,
  inject,
  injectable,
  type Permission,
  perCall,
  type Resolved,
  singleton,
  type Token,
  type TokenMap,
  token,
  value,
} from "./services/services.js";
export * from "./wire.js";
