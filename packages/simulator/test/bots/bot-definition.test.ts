import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type BotDefinitions, BotsError } from "../../src/bots/bot-definition.js";
import { scriptedBots } from "../../src/bots/scripted-bot.js";
import { arn, Caller, travel } from "./caller.js";

describe("a bot is found", () => {
  const named = (name: string) => ({ intents: [{ name, utterances: ["help"] }] });

  it("by the ARN of its alias, else by its id, else as *", async () => {
    const all = { [arn]: named("Arn"), RQXM74UXC7: named("Id"), "*": named("Any") };
    const { [arn]: _, ...byId } = all;
    expect((await new Caller(all).says("help")).intent.Name).toBe("Arn");
    expect((await new Caller(byId).says("help")).intent.Name).toBe("Id");
    expect((await new Caller({ "*": all["*"] }).says("help")).intent.Name).toBe("Any");
    expect(new Caller({ OTHER: named("Other") }).found).toBe(false);
  });

  it("in a JSON file, too", () => {
    const folder = mkdtempSync(join(tmpdir(), "bots-"));
    try {
      const path = join(folder, "bots.json");
      writeFileSync(path, JSON.stringify({ "*": travel }));
      expect(scriptedBots(path)).toHaveProperty("talk");
      writeFileSync(path, "{");
      expect(() => scriptedBots(path)).toThrow(/the file of bots .*bots.json cannot be read/);
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(() => scriptedBots(join(folder, "none.json"))).toThrow(/cannot be read: ENOENT/);
  });

  it.each([
    ["no intents", { "*": { intents: [] } }, "*.intents: "],
    ["an unknown key", { "*": { intents: [{ name: "A", utterances: ["a"], slot: {} }] } }, '"slot"'],
    [
      "an unknown slot",
      { "*": { intents: [{ name: "A", utterances: ["a {b}"] }] } },
      "*.intents.0.utterances.0: {b} is no slot",
    ],
    [
      "a bad pattern",
      { "*": { intents: [{ name: "A", utterances: ["a"], slots: { s: { prompt: "?", pattern: "(" } } }] } },
      "*.intents.0.slots.s.pattern: must be a regular expression",
    ],
    [
      "a name twice",
      {
        "*": {
          intents: [
            { name: "A", utterances: ["a"] },
            { name: "A", utterances: ["b"] },
          ],
        },
      },
      "must have different names",
    ],
  ])("unless its definition is wrong, which is told with the place: %s", (_, bots, expected) => {
    expect(() => scriptedBots(bots as BotDefinitions)).toThrow(BotsError);
    expect(() => scriptedBots(bots as BotDefinitions)).toThrow(expected);
  });
});
