export { type RecordingOptions, recording } from "./recording.js";
