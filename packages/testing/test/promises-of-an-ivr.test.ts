import { definePlugin, end, ivr, PromptStore, speak } from "@switchhook/core";
import { describe, expect, it } from "vitest";
import { BrokenPromises, type PromiseName, type Simulated, Simulation } from "../src/index.js";
import { spokenPrompts } from "./spoken-prompts.js";

/** An IVR that asks for five digits, and does with them what a mutation wants. */
const asking = (then: (digits: string) => string, text = () => "Goodbye.") =>
  ivr()
    .use(
      definePlugin({
        name: "ask",
        deps: { prompts: PromptStore },
        step: {
          ask: ({ deps }) => [deps.prompts.collect("enter", "enter", { min: 5, max: 5, attemptMs: 5000 })],
          on: {
            "ACTION_SUCCESSFUL:SpeakAndGetDigits": ({ event }) =>
              end([speak({ Text: `${then(event.ActionData.ReceivedDigits ?? "")} ${text()}` })]),
          },
        },
      }),
    )
    .bind(spokenPrompts);

async function brokenBy(source: Simulated, without: readonly PromiseName[] = []): Promise<PromiseName[]> {
  const simulation = new Simulation(source, { without });
  const call = await simulation.dial();
  await call.press("48151");
  return simulation.done().then(
    () => [],
    (error: BrokenPromises) => [...new Set(error.broken.map(({ promise }) => promise))],
  );
}

describe("an IVR built with Switchhook", () => {
  it("breaks nothing when it is sound", async () => {
    expect(await brokenBy(asking(() => "Thank you."))).toEqual([]);
  });

  const chance = () =>
    asking(
      () => "Thank you.",
      () => `Your lucky number is ${Math.random()}.`,
    );
  it("same-answer-twice: a step that says something by chance", async () => {
    expect(await brokenBy(chance())).toEqual(["same-answer-twice"]);
    expect(await brokenBy(chance(), ["same-answer-twice"])).toEqual([]);
  });

  it("same-answer-twice: the same of an IVR that is built already", async () => {
    expect(await brokenBy(chance().build())).toEqual(["same-answer-twice"]);
  });

  it("same-answer-twice: a variable that remembers how often a step was asked", async () => {
    let asked = 0;
    expect(
      await brokenBy(
        asking(
          () => "Thank you.",
          () => `You are caller ${++asked}.`,
        ),
      ),
    ).toEqual(["same-answer-twice"]);
  });

  const talking = () =>
    asking((digits) => {
      console.log(`typed ${digits}`);
      return "Thank you.";
    });
  it("no-secret-in-logs: a plugin that writes digits to the console", async () => {
    expect(await brokenBy(talking())).toEqual(["no-secret-in-logs"]);
    expect(await brokenBy(talking(), ["no-secret-in-logs"])).toEqual([]);
  });
});
