export { audioS3 } from "./audio-s3.js";
export { type GreetingOptions, greeting } from "./greeting.js";
export type { AudioS3Options, Prompt } from "./options.js";
export type { Voice } from "./store/voices.js";
