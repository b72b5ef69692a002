import * as z from "zod/mini";
import { once } from "../once.js";

// How Amazon Polly is to say a text; the same in Speak and SpeakAndGetDigits (3.4, 3.5).
export const voice = once(() => ({
  /** Polly's engine; default `standard`. */
  Engine: z.optional(z.enum(["standard", "neural"])),
  /** Polly's language code, only of use with a bilingual voice; default: the voice's. */
  LanguageCode: z.optional(z.string().check(z.minLength(1))),
  /** Whether the text is plain or SSML; default `text`. */
  TextType: z.optional(z.enum(["text", "ssml"])),
  /** Polly's voice; default `Joanna`. */
  VoiceId: z.optional(z.string().check(z.minLength(1))),
}));

/** At most 1,000 characters. */
export const text = once(() => z.string().check(z.minLength(1), z.maxLength(1000)));

export const speechEcho = once(() => ({
  Text: z.optional(z.string()),
  Engine: z.optional(z.string()),
  LanguageCode: z.optional(z.string()),
  TextType: z.optional(z.string()),
  VoiceId: z.optional(z.string()),
}));
