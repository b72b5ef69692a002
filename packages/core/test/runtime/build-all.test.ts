import { describe, expect, it } from "vitest";
import * as z from "zod";
import { branch, definePlugin, done, ivr, line, token } from "../../src/index.js";
import { notice, question, say } from "./an-ivr.js";
import { refused } from "./refused.js";

const step = question("pin");
const nameAdded = z.object({ name: z.string() });
const mute = definePlugin({ name: "mute", feature: { digits: { "*6": () => {} } } });

describe("a build", () => {
  it("lists everything that is wrong at once", () => {
    const Missing = token<string>("Missing");
    const wrong = definePlugin({
      name: "wrong",
      deps: { missing: Missing },
      needs: nameAdded,
      step: { maxAttempts: 0, ask: () => [say("hi")], on: { NO_EVENT: () => done() } as never },
    });
    expect(refused(wrong, mute, mute)).toEqual([
      "- wrong needs `name`, which no plugin before it adds",
      '- wrong handles "NO_EVENT", which is no event',
      "- wrong: maxAttempts must be a whole number from 1 to 99, given 0",
      "- two plugins are named mute",
      "- the digit code *6 is claimed by mute and by mute",
      "- wrong depends on the service Missing, which nobody offers",
    ]);
  });

  it("names a plugin that stands in two lines once", () => {
    const Missing = token<string>("Missing");
    const wants = definePlugin({
      name: "wants",
      deps: { missing: Missing },
      step: { ask: () => [say("hi")] },
    });
    const menu = definePlugin({
      name: "menu",
      step: { ask: () => branch("a"), lines: { a: line().use(wants), b: line().use(wants) } },
    });
    expect(refused(menu)).toHaveLength(1);
  });

  it("may have the same step in two lines", () => {
    const menu = definePlugin({
      name: "menu",
      step: { ask: () => branch("a"), lines: { a: line().use(step), b: line().use(step) } },
    });
    expect(refused(menu)).toEqual([]);
  });

  it("leaves the chain that it was made of as it was", () => {
    const chain = ivr().use(step);
    chain.use(notice("more"));
    expect(() => chain.build()).not.toThrow();
    expect(() => chain.use(notice("other")).build()).not.toThrow();
  });

  it.each([{ locale: "" }, { locale: 7 }, { unknown: 1 }, { apology: "sorry" }])(
    "refuses the options %j",
    (options) => {
      expect(() => ivr(options as never)).toThrow(/IVR_OPTIONS_INVALID/);
    },
  );
});
