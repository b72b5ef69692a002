import { describe, expect, it } from "vitest";
import * as z from "zod";
import { branch, command, definePlugin, done, line, PromptCatalog, token, value } from "../../src/index.js";
import { notice, question, say } from "./an-ivr.js";
import { refused } from "./refused.js";

const nameAdded = z.object({ name: z.string() });

const step = question("pin");
const feature = <const Name extends string>(name: Name, ...codes: string[]) =>
  definePlugin({ name, feature: { digits: Object.fromEntries(codes.map((code) => [code, () => {}])) } });

describe("a build is refused when", () => {
  it("no plugin has a step", () => {
    expect(refused(feature("mute", "*6"))).toEqual([
      "- no plugin has a step: every call would be hung up at once",
    ]);
    expect(refused()).toHaveLength(1);
  });

  it("two plugins have one name", () => {
    expect(refused(step, notice("pin"))).toEqual(["- two plugins are named pin"]);
  });

  it("two plugins of one line have one name", () => {
    const lines = {
      sales: line()
        .use(notice("hours"))
        .use(notice("hours") as never),
    };
    const menu = definePlugin({ name: "menu", step: { ask: () => branch("sales"), lines } });
    expect(refused(menu)).toEqual(["- two plugins are named menu/sales/hours"]);
  });

  it("a digit code is claimed twice", () => {
    expect(refused(feature("mute", "*6"), feature("record", "*9", "*6"), step)).toEqual([
      "- the digit code *6 is claimed by mute and by record",
    ]);
  });

  it("a digit code has other keys than a phone", () => {
    expect(refused(feature("mute", "*A", ""), step)).toEqual([
      '- mute declares the digit code "*A"; a code is one to ten of 0-9 * #',
      '- mute declares the digit code ""; a code is one to ten of 0-9 * #',
    ]);
  });

  it("a command is claimed twice", () => {
    const commands = { mute: command(z.object({}), () => {}) };
    const one = definePlugin({ name: "one", feature: { commands } });
    const two = definePlugin({ name: "two", feature: { commands } });
    expect(refused(one, two, step)).toEqual(["- the command mute is claimed by one and by two"]);
  });

  it("two plugins offer one service", () => {
    const Greeting = token<string>("Greeting");
    const one = definePlugin({ name: "one", services: [value(Greeting, "a")] });
    const two = definePlugin({ name: "two", services: [value(Greeting, "b")] });
    expect(refused(one, two, step)).toEqual(["- the service Greeting is claimed by one and by two"]);
  });

  it("a plugin needs what none before it adds", () => {
    const needs = definePlugin({ name: "greets", needs: nameAdded, step: { ask: () => [say("hi")] } });
    const adds = definePlugin({ name: "finds", adds: nameAdded, step: { ask: () => done({ name: "Ann" }) } });
    expect(refused(needs, adds)).toEqual(["- greets needs `name`, which no plugin before it adds"]);
    expect(refused(adds, needs)).toEqual([]);
  });

  it("a branch needs what none before its step adds", () => {
    const needs = definePlugin({ name: "greets", needs: nameAdded, step: { ask: () => [say("hi")] } });
    const menu = definePlugin({
      name: "menu",
      step: { ask: () => branch("sales"), lines: { sales: line().use(needs as never) } },
    });
    expect(refused(menu)).toEqual(["- menu/sales/greets needs `name`, which no plugin before it adds"]);
  });

  it("two plugins add the same", () => {
    const finds = <const Name extends string>(name: Name) =>
      definePlugin({ name, adds: nameAdded, step: { ask: () => done({ name: "Ann" }) } });
    expect(refused(finds("one"), finds("two"))).toEqual([
      "- two adds `name`, which a plugin before it adds already",
    ]);
  });

  it("a plugin reads what nobody adds", () => {
    const reads = definePlugin({ name: "greets", reads: nameAdded, step: { ask: () => [say("hi")] } });
    expect(refused(reads)).toEqual(["- greets reads `name`, which no plugin adds"]);
  });

  it("a service is missing, with the plugin's name", () => {
    const Greeting = token<string>("Greeting");
    const wants = definePlugin({
      name: "greets",
      deps: { greeting: Greeting },
      step: { ask: () => [say("hi")] },
    });
    expect(refused(wants)).toEqual(["- greets depends on the service Greeting, which nobody offers"]);
  });

  it("a service is missing that a plugin in a branch wants", () => {
    const Greeting = token<string>("Greeting");
    const wants = definePlugin({
      name: "greets",
      deps: { greeting: Greeting },
      step: { ask: () => [say("hi")] },
    });
    const menu = definePlugin({
      name: "menu",
      step: { ask: () => branch("a"), lines: { a: line().use(wants) } },
    });
    expect(refused(menu)).toEqual(["- greets depends on the service Greeting, which nobody offers"]);
  });

  it("a prompt is unknown to the catalog", () => {
    const catalog = value(PromptCatalog, { has: (prompt) => prompt === "welcome" });
    const plays = definePlugin({
      name: "plays",
      services: [catalog],
      prompts: ["welcome", "wellcome"],
      step: { ask: () => [say("hi")] },
    });
    expect(refused(plays)).toEqual(['- plays plays the prompt "wellcome", which nobody defined']);
  });

  it("a prompt has a name that cannot be kept", () => {
    const plays = definePlugin({ name: "plays", prompts: ["a prompt+b"], step: { ask: () => [say("hi")] } });
    expect(refused(plays)).toEqual(['- plays: "a prompt+b" is no name for a prompt']);
  });

  it.each(["ACTION_SUCCESFUL", "ACTION_SUCCESSFUL:PlayAudi", "HANGUP:Hangup", "ACTION_FAILED:"])(
    "a handler's key is misspelt: %s",
    (key) => {
      const wrong = definePlugin({
        name: "wrong",
        step: { ask: () => [say("hi")], on: { [key]: () => done() } as never },
      });
      expect(refused(wrong)).toEqual([`- wrong handles "${key}", which is no event`]);
      const observes = definePlugin({ name: "wrong", feature: { on: { [key]: () => {} } as never } });
      expect(refused(observes, step)).toEqual([`- wrong handles "${key}", which is no event`]);
    },
  );

  it.each([0, -1, 1.5, 100, Number.NaN])("maxAttempts is %s", (maxAttempts) => {
    expect(refused(question("pin", maxAttempts))).toEqual([
      `- pin: maxAttempts must be a whole number from 1 to 99, given ${maxAttempts}`,
    ]);
  });

  it("a branch has a feature, a layer or services", () => {
    const menu = definePlugin({
      name: "menu",
      step: {
        ask: () => branch("sales"),
        lines: { sales: line().use(feature("mute", "*6")).use(notice("hours")) },
      },
    });
    expect(refused(menu)).toEqual([
      "- menu/sales/mute: a branch has steps only; use the plugin beside the step that branches",
    ]);
  });

  it.each(["Menu", "a_b", "", "a:b", "a/b", "-a", "a b"])("a plugin is named %j", (name) => {
    expect(refused(notice(name))).toEqual([`- the name "${name}" must be lower case with dashes`]);
  });

  it("a line has a name that is not lower case with dashes", () => {
    const lines = { Sales: line().use(notice("hours")) };
    const menu = definePlugin({ name: "menu", step: { ask: () => branch("Sales"), lines } });
    expect(refused(menu)).toEqual(['- the line "menu/Sales" must be lower case with dashes']);
  });
});
