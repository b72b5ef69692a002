export { audioS3 } from "./audio-s3.js";
export { type GreetingOptions, type GreetingVariant, greeting } from "./greeting.js";
export { type LanguageMenuOptions, languageMenu } from "./locale/language-menu.js";
export { localeByNumber } from "./locale/locale-by-number.js";
export { localeBySipHeader } from "./locale/locale-by-sip-header.js";
export type { AudioS3Options, Prompt } from "./options.js";
export type { Voice } from "./store/voices.js";
