export {
  type FinishedRecording,
  RecordingAnnouncer,
  unannounced,
} from "./announcer.js";
// Flows that were written with the shorter name go on as they are.
export { callRecording, callRecording as recording } from "./call/call-recording.js";
export type { CallRecordingOptions } from "./call/options.js";
export { type RecordingOfCall, recordingOf } from "./call/recording-state.js";
export { meetingCapture } from "./capture/meeting-capture.js";
export type { MeetingCaptureOptions } from "./capture/options.js";
export { ConsentLedger, type ConsentRecord, consentInLog } from "./consent.js";
export type { Destination, FilePlace, RecordingPolicy } from "./destination.js";
export type { VoiceMailOptions } from "./voice-mail/options.js";
export { Message, voiceMail } from "./voice-mail/voice-mail.js";
