import { definePlugin, done, ivr, Logger, PromptStore, silentLogger, value } from "@switchhook/core";
import { audioS3 } from "@switchhook/plugin-audio-s3";
import { type SimulatedCallOptions, simulateCall } from "@switchhook/simulator";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type MyPluginOptions, myPlugin } from "../src/index.js";

const texts = {
  "my-plugin-ask": "Press 1 or 2.",
  goodbye: "Goodbye.",
  "you-pressed-1": "One.",
  "you-pressed-2": "Two.",
};
const prompts = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { text }]));

/** A step after the plugin, which says what the plugin has added to the call. */
const sayKey = definePlugin({
  name: "say-key",
  deps: { prompts: PromptStore },
  needs: z.object({ myPlugin: z.object({ key: z.string() }) }),
  step: {
    ask: ({ call, deps }) => done({}, [deps.prompts.play(`you-pressed-${call.results.myPlugin.key}`)]),
  },
});

const dial = (options: MyPluginOptions = {}, of: Partial<SimulatedCallOptions> = {}) => {
  const handler = ivr()
    .use(audioS3({ prompts }))
    .use(myPlugin(options))
    .use(sayKey)
    .bind(value(Logger, silentLogger))
    .build();
  return simulateCall({ handler, ...of }).dial();
};

describe("myPlugin keeps the contract of plugins", () => {
  it("refuses wrong options at once, all of them, with path, value and what is expected", () => {
    const make = () => myPlugin({ keys: ["x"], maxAttempts: 0, colour: "blue" } as never);
    expect(make).toThrow("my-plugin.keys");
    expect(make).toThrow("my-plugin.maxAttempts");
    expect(make).toThrow("colour");
  });

  it("names all its prompts, so that an IVR without them is refused when it is built", () => {
    const without = ivr()
      .use(audioS3({ prompts: {} }))
      .use(myPlugin());
    expect(() => without.build()).toThrow("my-plugin-ask");
  });

  it("answers the same when the service delivers an event twice", async () => {
    const call = await (await dial({}, { deliver: "twice" })).enter("2");
    expect(call.heard).toEqual(["Press 1 or 2.", "Two."]);
    expect(call.problems).toEqual([]);
  });

  it("leaves nothing behind when the caller hangs up on it", async () => {
    const call = await (await dial()).hangUp();
    expect(call.call.ended).toBe(true);
    expect(call.problems).toEqual([]);
  });
});

describe("myPlugin", () => {
  it("adds the key that was pressed", async () => {
    const call = await (await dial()).enter("1");
    expect(call.heard).toEqual(["Press 1 or 2.", "One."]);
  });

  it("asks again after another key, and gives up after the last try", async () => {
    const call = await dial({ maxAttempts: 2 });
    for (const key of ["7", "8"]) await call.enter(key);
    expect(call.heard).toEqual(["Press 1 or 2.", "Press 1 or 2.", "Goodbye."]);
    expect(call.call.ended).toBe(true);
  });

  it("gives up on a caller who stays silent", async () => {
    const call = await (await dial({ maxAttempts: 1 })).untilEnded();
    expect(call.heard.at(-1)).toBe("Goodbye.");
  });
});
