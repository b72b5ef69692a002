import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { speechParts, withinSpokenLimit } from "../../src/actions/speech-parts.js";
import { speak, speakAndCollectDigits } from "../../src/index.js";

const sentence = "This is a sentence that is said to the caller. ";

describe("a text of more than 1,000 characters (3.4)", () => {
  it("is cut between sentences", () => {
    const parts = speechParts(sentence.repeat(30));
    expect(parts).toHaveLength(2);
    expect(parts.every((part) => part.length <= 1000 && part.endsWith("caller."))).toBe(true);
  });

  it("loses nothing but the space between its parts, whatever it is", async () => {
    await fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 300 }), { maxLength: 20 }), (all) => {
        const text = all.join(" ");
        const parts = speechParts(text);
        const bare = (given: string) => given.replace(/\s/g, "");
        return (
          (text.length <= 1000 || parts.every((part) => part.length <= 1000)) &&
          bare(parts.join("")) === bare(text)
        );
      }),
    );
  });

  it("is cut between the elements of SSML, each part whole", () => {
    const parts = speechParts(`<speak>${`<p>${sentence.repeat(5)}</p>`.repeat(8)}</speak>`, "ssml");
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) {
      expect(part).toMatch(/^<speak>(<p>[^<]*<\/p>)+<\/speak>$/);
      expect(part.length).toBeLessThanOrEqual(1000);
    }
  });

  it("stays whole where one element of SSML is too long, so that the check of the answer names it", () => {
    const whole = `<speak><p>${sentence.repeat(30)}</p></speak>`;
    expect(speechParts(whole, "ssml")).toEqual([whole]);
  });

  it("becomes several actions, in the same voice", () => {
    const actions = withinSpokenLimit(speak({ Text: sentence.repeat(30), VoiceId: "Amy" }));
    expect(
      actions.map(({ Type, Parameters }) => [Type, "VoiceId" in Parameters && Parameters.VoiceId]),
    ).toEqual([
      ["Speak", "Amy"],
      ["Speak", "Amy"],
    ]);
  });

  it("is said before the last part of it collects", () => {
    const actions = withinSpokenLimit(
      speakAndCollectDigits({
        SpeechParameters: { Text: sentence.repeat(30) },
        FailureSpeechParameters: { Text: sentence.repeat(30) },
        RepeatDurationInMilliseconds: 5000,
      }),
    );
    expect(actions.map(({ Type }) => Type)).toEqual(["Speak", "SpeakAndGetDigits"]);
    expect(JSON.stringify(actions.at(-1)).length).toBeLessThan(2200);
  });
});
