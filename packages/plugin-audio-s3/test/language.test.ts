import {
  definePlugin,
  done,
  ivr,
  type LocaleOf,
  type LogFields,
  Logger,
  PromptStore,
  silentLogger,
  value,
} from "@switchhook/core";
import { type SimulatedCallOptions, simulateCall } from "@switchhook/simulator";
import { describe, expect, it } from "vitest";
import {
  type AudioS3Options,
  audioS3,
  type LanguageMenuOptions,
  languageMenu,
  localeByNumber,
  localeBySipHeader,
} from "../src/index.js";

const [english, spanish] = ["For English, press 1.", "Para español, oprima 2."];
const audio: AudioS3Options = {
  prompts: {
    "choose-language": { text: english },
    "wrong-key": { text: "That key has no language." },
    thanks: { text: "Thank you." },
  },
  locales: {
    "es-US": {
      "choose-language": { text: spanish },
      "wrong-key": { text: "Esa tecla no tiene idioma." },
      thanks: { text: "Gracias." },
    },
  },
};
const thanks = definePlugin({
  name: "thanks",
  deps: { prompts: PromptStore },
  prompts: ["thanks"],
  step: { ask: ({ deps }) => done({}, [deps.prompts.play("thanks")]) },
});

interface Menu {
  readonly menu?: Partial<LanguageMenuOptions>;
  readonly audio?: Partial<AudioS3Options>;
  readonly call?: Partial<SimulatedCallOptions>;
  readonly log?: (message: string, fields?: LogFields) => void;
}

const built = ({ menu = {}, audio: more = {}, log = () => undefined }: Menu) =>
  ivr()
    .use(audioS3({ ...audio, ...more }))
    .use(languageMenu({ languages: { "1": "en-US", "2": "es-US" }, ...menu }))
    .use(thanks)
    .bind(value(Logger, { ...silentLogger, warn: log }))
    .build();
const call = (menu: Menu = {}) => simulateCall({ handler: built(menu), ...menu.call });
const dial = (menu: Menu = {}) => call(menu).dial();
const sent = ({ responses }: Awaited<ReturnType<typeof dial>>) =>
  responses.flatMap(({ Actions }) =>
    (Actions ?? []).map((action) => (action?.Parameters ?? {}) as Record<string, unknown>),
  );
// The moment of silence between two languages is none of the words.
const words = ({ heard }: { readonly heard: readonly string[] }) =>
  heard.filter((text) => !text.startsWith("<speak><break") && text !== "silence");

describe("the language menu", () => {
  it("says each language in its own voice", async () => {
    const phone = await (await dial()).untilEnded();
    const said = sent(phone).flatMap(({ SpeechParameters }) => SpeechParameters ?? []);
    expect(said.slice(0, 2)).toEqual([{ Text: english }, { Text: spanish, VoiceId: "Lupe" }]);
    expect(phone.problems).toEqual([]);
  });

  it.each([
    ["1", "Thank you."],
    ["2", "Gracias."],
  ])("goes on in the language of key %s", async (key, last) => {
    const phone = await dial();
    await phone.elapse(3000);
    await phone.enter(key);
    expect(words(phone)).toEqual([english, spanish, last]);
  });

  it("hears a key while the first language is still being said", async () => {
    const phone = await (await dial()).enter("2");
    expect(words(phone)).toEqual([english, "Gracias."]);
  });

  it("offers all languages again to who is silent, then takes the one for who chooses none", async () => {
    const phone = await (await dial({ menu: { otherwise: "es-US" } })).untilEnded();
    expect(words(phone)).toEqual([english, spanish, english, spanish, "Gracias."]);
    expect(phone.warnings).toEqual([]);
  });

  it("takes the first language for who chooses none, when no other was named", async () => {
    const phone = await (await dial({ menu: { maxAttempts: 1 } })).untilEnded();
    expect(words(phone)).toEqual([english, spanish, "Thank you."]);
  });

  it("counts a wrong key, says so in the language that was being said, and begins anew", async () => {
    const phone = await dial({ menu: { prompts: { wrongKey: "wrong-key" } } });
    await phone.elapse(3000);
    await phone.enter("7");
    expect(words(phone)).toEqual([english, spanish, "Esa tecla no tiene idioma.", english]);
    await phone.enter("8");
    expect(words(phone).slice(4)).toEqual(["That key has no language.", "Thank you."]);
  });

  it("waits as long as it was told, between the languages and after the last", async () => {
    const phone = await (await dial({ menu: { betweenMs: 700, attemptMs: 2500 } })).untilEnded();
    const waits = sent(phone).flatMap(
      ({ RepeatDurationInMilliseconds }) => RepeatDurationInMilliseconds ?? [],
    );
    expect(waits).toEqual([700, 2500, 700, 2500]);
  });

  it("answers an event that is delivered twice in the same way", async () => {
    const phone = await (await dial({ call: { deliver: "twice" } })).untilEnded();
    expect(words(phone)).toEqual([english, spanish, english, spanish, "Thank you."]);
    expect(phone.problems).toEqual([]);
  });

  it("plays files where there are some, silence among them", async () => {
    const wavs: Partial<AudioS3Options> = {
      bucket: "prompts",
      prompts: {
        ...audio.prompts,
        silence: { ssml: "<speak><break time='50ms'/></speak>", wav: "silence.wav" },
        "choose-language": { text: english, wav: "english.wav" },
      },
      locales: { "es-US": { "choose-language": { text: spanish, wav: "spanish.wav" } } },
    };
    const phone = await (await dial({ audio: wavs })).untilEnded();
    expect(words(phone)).toEqual(["english", "spanish", "english", "spanish", "Thank you."]);
  });

  it("speaks a language whose file is broken, in its own voice, and no other", async () => {
    const wavs: Partial<AudioS3Options> = {
      bucket: "prompts",
      prompts: {
        ...audio.prompts,
        silence: { ssml: "<speak><break/></speak>", wav: "silence.wav" },
        "choose-language": { text: english, wav: "english.wav" },
      },
      locales: { "es-US": { "choose-language": { text: spanish, wav: "spanish.wav" } } },
    };
    const library = { durationOf: (_: string, key: string) => (key === "spanish.wav" ? undefined : 500) };
    const phone = await (
      await dial({ audio: wavs, menu: { maxAttempts: 1 }, call: { audio: library } })
    ).untilEnded();
    expect(words(phone)).toEqual(["english", "spanish", spanish, "Thank you."]);
  });

  it("lets a caller whom it cannot ask go on, and logs it", async () => {
    const logged: unknown[] = [];
    const phone = await dial({
      menu: { otherwise: "es-US" },
      log: (message, fields) => void logged.push([message, fields]),
      call: {
        faults: {
          take: ({ Type }) =>
            Type === "SpeakAndGetDigits"
              ? { errorType: "ActionExecutionThrottled", message: "Too much." }
              : undefined,
        },
      },
    });
    expect(words(phone)).toEqual(["Gracias."]);
    expect(logged).toEqual([
      [
        "the caller could not be asked for a language",
        expect.objectContaining({ errorType: "ActionExecutionThrottled", locale: "es-US" }),
      ],
    ]);
  });

  it.each<[string, Menu, RegExp]>([
    [
      "a language that does not say itself in its own words",
      { menu: { languages: { "1": "en-US", "2": "de-DE" } } },
      /language-menu plays the prompt "choose-language\.de-DE", which nobody defined/,
    ],
    [
      "no words for a wrong key in one of the languages",
      { menu: { prompts: { wrongKey: "thank" } } },
      /language-menu plays the prompt "thank\.es-US", which nobody defined/,
    ],
    ["no languages", { menu: { languages: {} } }, /language-menu.languages: must have a language/],
    ["a key that ends digits", { menu: { languages: { "#": "en-US" } } }, /language-menu.languages/],
    [
      "a tag that is none",
      { menu: { languages: { "1": "english!" } } },
      /languages.1: must be a language tag/,
    ],
    ["tries out of bounds", { menu: { maxAttempts: 10 } }, /language-menu.maxAttempts/],
  ])("is refused with %s", (_, menu, message) => {
    expect(() => built(menu)).toThrow(message);
  });
});

describe("the locale of a call", () => {
  const heard = async (locale: LocaleOf, setup: SimulatedCallOptions["setup"] = {}) => {
    const handler = ivr({ locale }).use(audioS3(audio)).use(thanks).bind(value(Logger, silentLogger)).build();
    return (await simulateCall({ handler, setup }).dial()).heard;
  };

  it("may come from the called number", async () => {
    const locale = localeByNumber({ "+12065550177": "es-US" });
    expect(await heard(locale, { to: "+12065550177" })).toEqual(["Gracias."]);
    expect(await heard(locale, { to: "+12065550101" })).toEqual(["Thank you."]);
  });

  it.each([
    ["x-language", "es-US", "Gracias."],
    ["X-Language", " ES-us ", "Gracias."],
    ["X-Language", "no language", "Thank you."],
    ["X-Language", `es-${"x".repeat(40)}`, "Thank you."],
    ["X-Other", "es-US", "Thank you."],
  ])("may come from the SIP header %s: %s", async (name, tag, said) => {
    expect(await heard(localeBySipHeader("X-Language"), { sipHeaders: { [name]: tag } })).toEqual([said]);
  });

  it("is another one where neither says it", async () => {
    const locale = localeBySipHeader("X-Language", {
      otherwise: localeByNumber({ "+12065550177": "en-US" }, { otherwise: "es-US" }),
    });
    expect(await heard(locale, { to: "+12065550101" })).toEqual(["Gracias."]);
    expect(await heard(locale, { to: "+12065550177" })).toEqual(["Thank you."]);
  });

  it.each([
    [() => localeByNumber({ "5550101": "es-US" }), /locale-by-number.numbers/],
    [() => localeByNumber({ "+12065550101": "spanish!" }), /locale-by-number.numbers.*language tag/],
    [() => localeBySipHeader("Subject"), /locale-by-sip-header.header: must be a header/],
    [() => localeBySipHeader("X-Language", { otherwise: "?" }), /locale-by-sip-header.otherwise/],
  ])("is refused where it cannot come from %#", (make, message) => {
    expect(make).toThrow(message);
  });
});
