import * as z from "zod";
import { once } from "../once.js";

// How Amazon Polly is to say a text; the same in Speak and SpeakAndGetDigits (3.4, 3.5).
export const voice = once(() => ({
  /** Polly's engine; default `standard`. */
  Engine: z.enum(["standard", "neural"]).optional(),
  /** Polly's language code, only of use with a bilingual voice; default: the voice's. */
  LanguageCode: z.string().min(1).optional(),
  /** Whether the text is plain or SSML; default `text`. */
  TextType: z.enum(["text", "ssml"]).optional(),
  /** Polly's voice; default `Joanna`. */
  VoiceId: z.string().min(1).optional(),
}));

/** At most 1,000 characters. */
export const text = once(() => z.string().min(1).max(1000));

export const speechEcho = once(() => ({
  Text: z.string().optional(),
  Engine: z.string().optional(),
  LanguageCode: z.string().optional(),
  TextType: z.string().optional(),
  VoiceId: z.string().optional(),
}));
