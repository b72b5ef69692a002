import { definePlugin, done, ivr, PromptStore } from "@switchhook/core";
import { audioS3 } from "@switchhook/plugin-audio-s3";
import { simulate } from "@switchhook/testing";
import "@switchhook/testing/matchers";
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

const dial = (options: MyPluginOptions = {}) =>
  simulate(ivr().use(audioS3({ prompts })).use(myPlugin(options)).use(sayKey)).dial();

// When a test is finished, what always holds is checked on its call as well: the same answer to an event that is delivered
// twice, never silence, every answer valid, no secret in the log, nothing left behind.
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

  it("leaves nothing behind when the caller hangs up on it", async () => {
    const call = await dial();
    await call.hangUp();
    expect(call).toEnd();
  });
});

describe("myPlugin", () => {
  it("adds the key that was pressed", async () => {
    const call = await dial();
    expect(call).toBeAskedFor("my-plugin-ask");
    await call.press("1");
    expect(call).toHear("my-plugin-ask", "you-pressed-1");
  });

  it("asks again after another key, and gives up after the last try", async () => {
    const call = await dial({ maxAttempts: 2 });
    for (const key of ["7", "8"]) await call.press(key);
    expect(call).toHear("my-plugin-ask", "my-plugin-ask", "goodbye");
    expect(call).toEnd();
  });

  it("gives up on a caller who stays silent", async () => {
    const call = await dial({ maxAttempts: 1 });
    await call.untilEnded();
    expect(call).toHear("my-plugin-ask", "goodbye");
  });
});
