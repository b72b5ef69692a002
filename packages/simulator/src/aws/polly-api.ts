import { readFile } from "node:fs/promises";
import { Hono } from "hono";
import { wavHeaderBytes } from "../audio/wav-file.js";
import type { SpokenSound } from "../engine/trace.js";

/** Who speaks: the WAV file of a text, 8 kHz mono. */
export type Speaker = (
  sound: SpokenSound,
) => Promise<{ readonly path: string } | { readonly problem: string }>;

const longest = 3000;

/** Polly, as far as telephones go: SynthesizeSpeech to PCM of 8 kHz. */
export function pollyApi(speak: Speaker): Hono {
  const app = new Hono();
  app.post("/v1/speech", async (c) => {
    const {
      Text,
      OutputFormat,
      SampleRate = "8000",
      TextType,
      VoiceId,
      LanguageCode,
      Engine,
    } = (await c.req.json().catch(() => ({}))) as Record<string, string | undefined>;
    const refuse = (Code: string, message: string) =>
      c.json({ Code, message }, 400, { "x-amzn-errortype": Code });
    if (Text === undefined) return refuse("ValidationException", "Text is required");
    if (Text.length > longest)
      return refuse("TextLengthExceededException", `Text may have ${longest} characters`);
    if (OutputFormat !== "pcm") {
      return refuse("InvalidParameterValueException", "Only pcm is made here: telephones play nothing else.");
    }
    if (SampleRate !== "8000") return refuse("InvalidSampleRateException", "Only 8000 is made here.");
    const wav = await speak({
      text: Text,
      ssml: TextType === "ssml",
      ...(VoiceId !== undefined && { voiceId: VoiceId }),
      ...(LanguageCode !== undefined && { languageCode: LanguageCode }),
      ...((Engine === "standard" || Engine === "neural") && { engine: Engine }),
    });
    if ("problem" in wav)
      return refuse(TextType === "ssml" ? "InvalidSsmlException" : "ServiceFailureException", wav.problem);
    const samples = (await readFile(wav.path)).subarray(wavHeaderBytes);
    return c.body(new Uint8Array(samples), 200, {
      "content-type": "audio/pcm",
      "x-amzn-requestcharacters": String(Text.length),
    });
  });
  return app;
}
