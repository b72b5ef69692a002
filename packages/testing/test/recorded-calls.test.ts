import { definePlugin, end, ivr, PromptStore, speak } from "@switchhook/core";
import { recordCalls } from "@switchhook/harden";
import { describe, expect, it } from "vitest";
import { readLog, replay, simulate } from "../src/index.js";
import { spokenPrompts } from "./spoken-prompts.js";

const accounts: Readonly<Record<string, string>> = { "48151": "Ada" };
const account = (goodbye = "Goodbye") =>
  ivr()
    .use(
      definePlugin({
        name: "account",
        deps: { prompts: PromptStore },
        step: {
          ask: ({ deps }) => [deps.prompts.collect("enter", "enter", { min: 5, max: 5, attemptMs: 5000 })],
          on: {
            "ACTION_SUCCESSFUL:SpeakAndGetDigits": ({ event }) => {
              const digits = event.ActionData.ReceivedDigits ?? "";
              return end([speak({ Text: `${goodbye}, ${accounts[digits] ?? "stranger"} of ${digits}.` })]);
            },
          },
        },
      }),
    )
    .bind(spokenPrompts);

/** The log of a call in which the account was entered, and what stands for it there. */
async function recorded() {
  const simulation = simulate({ build: () => recordCalls(account().build()) as never });
  const call = await simulation.dial();
  await call.press("48151");
  await simulation.done();
  const log = simulation.log.map(({ message, fields }) => JSON.stringify({ message, ...fields })).join("\n");
  const exchanges = readLog(log);
  const [, standIn = ""] = /"ReceivedDigits":"(\d+)"/.exec(log) ?? [];
  return { log, exchanges, standIn };
}

describe("calls that recordCalls has logged", () => {
  it("hold what was typed nowhere, and every event", async () => {
    const { log, exchanges, standIn } = await recorded();
    expect(log).not.toContain("48151");
    expect(standIn).toMatch(/^\d{5}$/);
    expect(exchanges.map(({ event }) => event.InvocationEventType)).toEqual([
      "NEW_INBOUND_CALL",
      "ACTION_SUCCESSFUL",
      "HANGUP",
    ]);
  });

  it("are answered the same when the stand-ins are known, and otherwise where it depends on the digits", async () => {
    const { exchanges, standIn } = await recorded();
    expect(await replay(account().build() as never, exchanges, { digits: { [standIn]: "48151" } })).toEqual(
      [],
    );
    expect(await replay(account().build() as never, exchanges)).toMatchObject([
      { sequence: 2, of: "actions", is: expect.stringContaining("stranger") },
    ]);
  });

  it("say where another version would answer otherwise", async () => {
    const { exchanges, standIn } = await recorded();
    const differences = await replay(account("Farewell").build() as never, exchanges, {
      digits: { [standIn]: "48151" },
    });
    expect(differences).toMatchObject([{ was: expect.stringContaining("Goodbye, Ada") }]);
    expect(differences[0]?.is).toContain("Farewell, Ada");
  });
});
