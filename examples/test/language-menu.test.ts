import { Logger, silentLogger, value } from "@switchhook/core";
import { simulateCall } from "@switchhook/simulator";
import { describe, expect, it } from "vitest";
import { openingHours } from "../language-menu/ivr.js";

const dial = () => simulateCall({ handler: openingHours(value(Logger, silentLogger)) }).dial();
const english = ["We are there from nine to five.", "Goodbye."];
const spanish = ["Estamos de nueve a cinco.", "Adiós."];

describe("the opening hours in two languages", () => {
  it.each([
    ["1", english],
    ["2", spanish],
  ])("are said in that of key %s", async (key, said) => {
    const call = await (await (await dial()).elapse(3000)).enter(key);
    expect(call.heard.slice(-2)).toEqual(said);
    expect(call.call.ended).toBe(true);
    expect(call.warnings).toEqual([]);
  });

  it("begin with each language offering itself in its own voice", async () => {
    const call = await (await dial()).elapse(4000);
    const voices = call.responses.flatMap(({ Actions }) =>
      (Actions ?? []).flatMap((action) =>
        action?.Type === "SpeakAndGetDigits" ? [action.Parameters.SpeechParameters?.VoiceId] : [],
      ),
    );
    expect(voices.slice(0, 2)).toEqual(["Matthew", "Lupe"]);
  });

  it("are said in English to who presses nothing", async () => {
    const call = await (await dial()).untilEnded();
    expect(call.heard.slice(-2)).toEqual(english);
    expect(call.warnings).toEqual([]);
  });

  it("come after the languages were offered once more to who pressed another key", async () => {
    const call = await (await dial()).enter("9");
    expect(call.heard.slice(-2)).toEqual(["There is no language on that key.", "For English, press 1."]);
  });
});
