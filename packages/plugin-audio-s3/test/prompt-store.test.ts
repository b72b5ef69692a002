import { IvrError, type Said } from "@switchhook/core";
import { describe, expect, it } from "vitest";
import type { AudioS3Options } from "../src/index.js";
import { parseAudioS3Options } from "../src/options.js";
import { S3PromptStore } from "../src/store/s3-prompt-store.js";

const prompts = {
  welcome: { text: "Welcome.", wav: "welcome.wav" },
  opens: { text: "{title} opens at {time}." },
  again: { ssml: "<speak>Again, <emphasis>please</emphasis>.</speak>" },
  hello: { ssml: "<speak>Hello {name}.</speak>" },
};

const store = (
  options: Partial<AudioS3Options> = {},
  { locale = "en-US", brokenPrompts = [] }: { locale?: string; brokenPrompts?: string[] } = {},
) =>
  new S3PromptStore(parseAudioS3Options({ bucket: "prompts", prompts, ...options }), {
    locale,
    brokenPrompts,
  });
const played = (said: Said, ...given: Parameters<typeof store>) => {
  const { Type, Parameters } = store(...given).play(said);
  return { Type, ...(Parameters as object) };
};
const refusal = (options: Partial<AudioS3Options>): string => {
  try {
    store(options);
  } catch (error) {
    if (error instanceof IvrError) return error.message;
  }
  throw new Error("the options were taken");
};
const spanish = {
  locales: { es: { welcome: { text: "Bienvenidos.", wav: "es/welcome.wav" } } },
  voices: { es: { VoiceId: "Lucia" } },
};

describe("what is said", () => {
  it("as a text that no prompt has is spoken in the locale's voice", () => {
    expect(played({ text: "Son las dos." }, spanish, { locale: "es-MX" })).toEqual({
      Type: "Speak",
      Text: "Son las dos.",
      VoiceId: "Lucia",
    });
  });

  it("as a prompt with values has them in its text", () => {
    expect(played({ prompt: "opens", values: { title: "Weekly", time: "ten" } })).toEqual({
      Type: "Speak",
      Text: "Weekly opens at ten.",
    });
  });

  it("has its values escaped in SSML, so that a caller's name is no element", () => {
    expect(played({ prompt: "hello", values: { name: `<audio src='x'/> & "Co"` } })).toEqual({
      Type: "Speak",
      TextType: "ssml",
      Text: "<speak>Hello &lt;audio src=&apos;x&apos;/&gt; &amp; &quot;Co&quot;.</speak>",
    });
  });

  it("fills a value in as it is, also when it looks like a name in braces", () => {
    expect(played({ prompt: "opens", values: { title: "{time}", time: "$& ten" } })).toMatchObject({
      Text: "{time} opens at $& ten.",
    });
  });

  it.each<[string, Said]>([
    ["a value that is not given", { prompt: "opens", values: { title: "Weekly" } }],
    ["a prompt with values played by its name alone", "opens"],
  ])("is refused with %s, and says which", (_, said) => {
    expect(() => played(said)).toThrow(/the prompt "opens" has no value for .*time/);
  });

  it("is collected after in one action, whatever each of the two is", () => {
    const { Type, Parameters } = store().collect({ text: "Your PIN?" }, "again", { attemptMs: 900 });
    expect({ Type, Parameters }).toEqual({
      Type: "SpeakAndGetDigits",
      Parameters: {
        SpeechParameters: { Text: "Your PIN?" },
        FailureSpeechParameters: { Text: prompts.again.ssml, TextType: "ssml" },
        RepeatDurationInMilliseconds: 900,
      },
    });
  });
});

describe("a prompt is looked for", () => {
  const wav = (Key: string) => ({
    Type: "PlayAudio",
    AudioSource: { Type: "S3", BucketName: "prompts", Key },
  });

  it("in the call's locale", () => {
    const locales = { ...spanish.locales, "es-MX": { welcome: { text: "¡Bienvenidos!", wav: "mx.wav" } } };
    expect(played("welcome", { ...spanish, locales }, { locale: "es-MX" })).toEqual(wav("mx.wav"));
  });

  it("then in its language", () => {
    expect(played("welcome", spanish, { locale: "es-MX" })).toEqual(wav("es/welcome.wav"));
  });

  it("then among those of every locale", () => {
    expect(played("welcome", spanish, { locale: "fr-FR" })).toEqual(wav("welcome.wav"));
  });

  it("and is spoken, in its own language, when its file cannot be played", () => {
    expect(played("welcome", spanish, { locale: "es-MX", brokenPrompts: ["welcome"] })).toEqual({
      Type: "Speak",
      Text: "Bienvenidos.",
      VoiceId: "Lucia",
    });
  });

  it.each([
    ["welcome.es-US", { Text: "Bienvenidos.", VoiceId: "Lucia" }],
    ["welcome.en-GB", { Text: "Welcome." }],
  ])("in the language that %s names, whatever that of the call is", (name, said) => {
    const spoken = {
      ...spanish,
      locales: { es: { welcome: { text: "Bienvenidos." } } },
      prompts: { welcome: { text: "Welcome." } },
    };
    for (const locale of ["en-US", "es-ES", "fr-FR"])
      expect(played(name, spoken, { locale })).toEqual({ Type: "Speak", ...said });
  });

  it("in a language by name, and not found when it has no words in that", () => {
    expect(() => played("welcome.de-DE", spanish)).toThrow('there is no prompt "welcome.de-DE"');
  });

  it("by its whole name first, for names may have dots", () => {
    const dotted = { prompts: { "welcome.es": { text: "Dots." }, welcome: { text: "Welcome." } } };
    expect(played("welcome.es", { ...spanish, ...dotted })).toMatchObject({ Text: "Dots." });
  });

  it("and is not found in what every object has", () => {
    expect(() => played("constructor", {}, { locale: "constructor" })).toThrow(
      'there is no prompt "constructor"',
    );
  });
});

describe("the voice", () => {
  const text = {
    prompts: { welcome: { text: "Welcome." } },
    locales: { es: { welcome: { text: "Hola." } } },
  };

  it("of a locale with prompts speaks its language, also when none was given", () => {
    expect(played("welcome", text, { locale: "es-MX" })).toMatchObject({ VoiceId: "Mia" });
    expect(played("welcome", text, { locale: "es-AR" })).toMatchObject({ VoiceId: "Lupe" });
  });

  it("of a locale without prompts is that of `prompts`", () => {
    const voices = { default: { VoiceId: "Brian" } };
    expect(played({ text: "Ten." }, { ...text, voices }, { locale: "en-GB" })).toMatchObject({
      VoiceId: "Brian",
    });
    expect(played("welcome", { ...text, voices }, { locale: "de-DE" })).toMatchObject({ VoiceId: "Brian" });
  });

  it("of `prompts` speaks their language, when it was named", () => {
    expect(played("welcome", { ...text, locale: "de-DE" })).toMatchObject({ VoiceId: "Vicki" });
    expect(played("welcome.de-AT", { ...text, locale: "de-DE" })).toMatchObject({ VoiceId: "Vicki" });
    expect(() => played("welcome.en-US", { ...text, locale: "de-DE" })).toThrow("there is no prompt");
  });

  it("has an engine and a language, and a prompt may have its own", () => {
    const voice = { VoiceId: "Aditi", Engine: "standard" as const, LanguageCode: "hi-IN" };
    expect(played("welcome", { prompts: { welcome: { text: "नमस्ते", voice } } })).toEqual({
      Type: "Speak",
      Text: "नमस्ते",
      ...voice,
    });
  });
});

describe("the options refuse", () => {
  it.each<[string, Partial<AudioS3Options>, string]>([
    [
      "a file for a prompt with values",
      { prompts: { opens: { text: "{title} opens.", wav: "opens.wav" } } },
      "audio-s3.prompts.opens.wav: must not be given, for no file can say the values of title",
    ],
    [
      "SSML that is none",
      { prompts: { hi: { ssml: "Hi <break/>" } } },
      "audio-s3.prompts.hi.ssml: must be SSML",
    ],
    [
      "SSML that can neither be said at once nor cut",
      { prompts: { hi: { ssml: `<speak><p>${"word ".repeat(210)}</p></speak>` } } },
      "audio-s3.prompts.hi.ssml: must have no element of more than 1,000 characters",
    ],
    [
      "a prompt that says nothing",
      { prompts: { hi: { wav: "hi.wav" } as never } },
      "audio-s3.prompts.hi: must have a text or ssml",
    ],
    [
      "a prompt that says two things",
      { prompts: { hi: { text: "Hi", ssml: "<speak>Hi</speak>" } as never } },
      "and not both",
    ],
    [
      "a prompt of a locale that other callers have none of",
      { locales: { es: { welcme: { text: "Hola." } } } },
      "audio-s3.locales.es.welcme: must be in `prompts` as well",
    ],
    [
      "a language of `prompts` that no voice is known for",
      { locale: "eu" },
      "audio-s3.voices.eu: must be given",
    ],
    [
      "a locale that no voice is known for",
      { locales: { eu: { welcome: { text: "Kaixo." } } } },
      "audio-s3.voices.eu: must be given",
    ],
  ])("%s", (_, options, message) => {
    expect(refusal(options)).toContain(message);
  });

  it("nothing of a text that is cut between its sentences", () => {
    const long = "This is one of many sentences. ".repeat(60);
    expect(played("long", { prompts: { long: { text: long } } })).toEqual({ Type: "Speak", Text: long });
  });
});
