import { execFileSync } from "node:child_process";
import { VoiceId } from "@aws-sdk/client-polly";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseXml, type SsmlElement } from "../../src/speech/ssml-tree.js";
import { voiceSsml, withoutCommands } from "../../src/speech/voice-ssml.js";
import { voiceOf } from "../../src/speech/voices.js";

const written = (ssml: string, voiceId = "Joanna") => {
  const sound = { text: `<speak>${ssml}</speak>`, ssml: true, voiceId };
  const { text, notes } = voiceSsml(sound, voiceOf(sound).voice);
  return { text: text.replace(/^<speak>|<\/speak>$/g, ""), notes };
};

describe("SSML for espeak-ng", () => {
  it.each([
    ["a<break time='1s'/><p>b</p>", 'a<break time="1s"/><p>b</p>'],
    ["<say-as interpret-as='digits'>1234</say-as>", '<say-as interpret-as="characters">1234</say-as>'],
    ["<say-as interpret-as='spell-out'>abc</say-as>", '<say-as interpret-as="characters">abc</say-as>'],
    [
      "<say-as interpret-as='telephone'>5551212</say-as>",
      '<say-as interpret-as="telephone">5551212</say-as>',
    ],
    ["<say-as interpret-as='ordinal'>3</say-as>", "3rd"],
    ["<sub alias='A &amp; B'>x</sub>", "A &amp; B"],
    ["<prosody volume='-6dB' rate='-10%'>x</prosody>", '<prosody rate="-10%" volume="50%">x</prosody>'],
    ["<mark name='m'/>x", "x"],
  ])("%s", (ssml, expected) => {
    expect(written(ssml)).toEqual({ text: expected, notes: [] });
  });

  it("names the voice at each change of the language, because espeak-ng does not go back", () => {
    expect(written("Hello <lang xml:lang='de-DE'>Tag</lang> you <lang xml:lang='fr'>oui</lang>").text).toBe(
      'Hello <voice name="de+f3">Tag</voice><voice name="en-us+f3"> you </voice><voice name="fr-fr+f3">oui</voice>',
    );
  });

  it.each([
    ["<amazon:effect name='drc'>x</amazon:effect>", "<amazon:effect> is not heard"],
    ["<phoneme alphabet='ipa' ph='x'>x</phoneme>", "<phoneme> is read as the word inside it"],
    ["<lang xml:lang='tlh'>x</lang>", 'there is no voice for "tlh"'],
    ["<w role='amazon:VB'>x</w>", "the role of <w> is not heard"],
  ])("leaves out, with a note: %s", (ssml, note) => {
    expect(written(ssml)).toEqual({ text: "x", notes: [note] });
  });
});

describe("whatever a text is", () => {
  const commandish = fc.string({
    unit: fc.constantFrom(..."[]<>&;#-'\"/\\{}!? ab\u0001\u001b"),
    maxLength: 30,
  });
  const anyText = fc.oneof(
    commandish,
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.string({ maxLength: 60 }),
  );
  const { voice } = voiceOf({});

  it("it stays words: one <speak> with nothing but the same text in it", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const root = parseXml(voiceSsml({ text, ssml: false }, voice).text) as SsmlElement;
        expect(root.name).toBe("speak");
        expect(root.children.every((child) => typeof child === "string")).toBe(true);
        const printed = (some: string) => some.replace(/[\p{Cc}\p{Cs}\ufffe\uffff\s]/gu, "");
        expect(printed(root.children.join(""))).toBe(printed(text));
      }),
    );
  });

  it("no command of a voice program is left in it: no control character, and no [[", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const safe of [withoutCommands(text), voiceSsml({ text, ssml: false }, voice).text]) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
          expect(safe).not.toMatch(/\[\[|[\u0000-\u0008\u000b-\u001f]/);
        }
      }),
    );
  });

  it("also SSML that splits a command over its parts", () => {
    const { text } = written("&#91;<![CDATA[[slnc 9000]]]]>&#93;");
    expect(text).toBe("[ [slnc 9000]]]");
  });
});

describe("voices", () => {
  it.each([
    ["Joanna", "en-us+f3"],
    ["Matthew", "en-us+m3"],
    ["Amy", "en-gb+f3"],
    ["Vicki", "de+f3"],
    ["Mia", "es-419+f3"],
  ])("%s is %s", (voiceId, espeak) => {
    expect(voiceOf({ voiceId, engine: "neural" })).toMatchObject({ voice: { id: voiceId, espeak } });
  });

  it("of Polly are all known", () => {
    const unknown = Object.values(VoiceId).filter((voiceId) => voiceOf({ voiceId }).voice.id !== voiceId);
    expect(unknown).toEqual([]);
  });

  it("that are unknown are the first of the language, with a warning", () => {
    expect(voiceOf({ voiceId: "Vicky", languageCode: "de-DE" })).toEqual({
      voice: { id: "Vicki", language: "de-DE", gender: "female", espeak: "de+f3" },
      warning: 'VoiceId "Vicky" is no voice of Polly, so Vicki speaks; did you mean Vicki?',
    });
    expect(voiceOf({ voiceId: "Zaphod Beeblebrox" }).voice.id).toBe("Joanna");
  });

  it("of the neural engine only are warned of, as standard is the default (3.4)", () => {
    expect(voiceOf({ voiceId: "Ruth" }).warning).toContain('set Engine to "neural"');
    expect(voiceOf({ voiceId: "Ruth", engine: "neural" }).warning).toBeUndefined();
    expect(voiceOf({ voiceId: "Joanna" }).warning).toBeUndefined();
  });

  it("of two languages speak the one that is asked for, others their own (3.4)", () => {
    expect(voiceOf({ voiceId: "Aditi", languageCode: "hi-IN" }).voice.espeak).toBe("hi+f3");
    expect(voiceOf({ voiceId: "Joanna", languageCode: "hi-IN" }).voice.espeak).toBe("en-us+f3");
  });
});

const phonemes = (text: string) =>
  execFileSync("espeak-ng", ["--stdin", "-b", "1", "-m", "-q", "-x", "-v", "en-us+f3"], {
    input: text,
    encoding: "utf8",
  });
const isThere = () => {
  try {
    return phonemes("a") !== "";
  } catch {
    return false;
  }
};

describe.runIf(isThere())("espeak-ng itself", () => {
  it("reads digits as digits, not as a number", () => {
    const { text } = written("<say-as interpret-as='digits'>1234</say-as>");
    expect(phonemes(`<speak>${text}</speak>`)).not.toContain("T'aUz@nd");
    expect(phonemes("<speak>1234</speak>")).toContain("T'aUz@nd");
  });

  it("speaks a text that looks like an option, a tag, or its own phonemes", () => {
    const { voice } = voiceOf({});
    const said = (text: string) => phonemes(voiceSsml({ text, ssml: false }, voice).text);
    expect(said("--version")).toMatch(/v'3:Z/);
    expect(said("[[h@l'oU]] there")).not.toContain("h@l'oU");
    expect(said("<break> it")).toMatch(/br'eIk/);
  });

  it("goes back to the first language", () => {
    const { text } = written("hello <lang xml:lang='de-DE'>guten Tag</lang> world");
    expect(phonemes(`<speak>${text}</speak>`)).toMatch(/t'A:k\s+w'3:ld/);
  });
});
