export { Faults, type FaultyPlace, faultyPlaces } from "./aws/faults.js";
export { type LocalAws, type LocalAwsOptions, localAws } from "./aws/local-aws.js";
export { type LocalEndpoint, listen } from "./aws/local-endpoint.js";
export { MeetingStore } from "./aws/meeting-store.js";
export { type MeetingsApi, meetingsApi } from "./aws/meetings-api.js";
export type { VoiceInventory } from "./aws/voice-inventory-api.js";
export type { BotDefinitions } from "./bots/bot-definition.js";
export { scriptedBots } from "./bots/scripted-bot.js";
export { type CheckupOptions, type CheckupResult, checkUp } from "./checkup/checkup.js";
export { type Finding, type Rule, rules as checkupRules } from "./checkup/findings.js";
export { type HandlerFactory, type HandlerUnderTest, handlerProcesses } from "./checkup/handler-process.js";
export { ruleOf as checkupRuleOf } from "./checkup/judge-call.js";
export { masked } from "./checkup/mask.js";
export { type Clock, realClock } from "./clock.js";
export type { CallSetup, EngineParts } from "./engine/call-setup.js";
export type { LegTag, SimLeg } from "./engine/legs.js";
export type {
  ActionFaults,
  Bots,
  Dialled,
  Exchange,
  FarEnd,
  FarEndEvents,
  MediaPort,
  MeetingRooms,
  SmaHandler,
} from "./engine/ports.js";
export { documentedRules, type EngineRules } from "./engine/rules.js";
export { type Party, type PartyScript, ScriptedExchange } from "./engine/scripted-exchange.js";
export { SmaCall } from "./engine/sma-call.js";
export { type ServiceParts, SmaService } from "./engine/sma-service.js";
export type { Happening, Sound, SpokenSound, TraceEntry } from "./engine/trace.js";
export { loadHandler, type ModuleHandler } from "./handlers/module-handler.js";
export { urlHandler } from "./handlers/url-handler.js";
export { BucketFolders } from "./media/bucket-folders.js";
export { type AudioLibrary, VirtualMedia, type VirtualRecording } from "./media/virtual-media.js";
export { silentWav, wavDuration, wavFolders } from "./media/wav-folder.js";
export { type LivePhoneOptions, runLivePhone } from "./phone/live-phone.js";
export { type Move, parseScript, ScriptError } from "./phone/script.js";
export { type PhoneResult, runScript, type ScriptedPhoneOptions } from "./phone/scripted-phone.js";
export { callTime, type DescribePrompt, describeEntry } from "./phone/transcript.js";
export { type PhoneOptions, readPhoneOptions, UsageError } from "./phone-server/options.js";
export { reportCall } from "./phone-server/phone-command.js";
export { type PhoneServer, type PhoneServerOptions, startPhoneServer } from "./phone-server/phone-server.js";
export { type PhoneSurroundings, type RunningPhone, runPhone } from "./phone-server/run-phone.js";
export { SimulatedCall, type SimulatedCallOptions, simulateCall } from "./simulated-call.js";
export { speechLengthMs } from "./speech/speech-length.js";
export { settle, VirtualClock } from "./virtual-clock.js";
