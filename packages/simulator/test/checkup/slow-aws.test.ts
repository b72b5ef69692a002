import { expect, it } from "vitest";
import { checkUp } from "../../src/checkup/checkup.js";
import type { HandlerFactory } from "../../src/checkup/handler-process.js";
import { hangup, play } from "../engine/handlers.js";

it("a handler that waits for a slow service is found, and is quick when the service is", async () => {
  let slow = false;
  const handlers: HandlerFactory = {
    fresh: async () => ({
      invoke: async (event) => {
        const first = (event as { Sequence: number }).Sequence === 1;
        if (slow && first) await new Promise((resolve) => setTimeout(resolve, 60));
        return { SchemaVersion: "1.0", Actions: first ? [play("hi"), hangup()] : [hangup()] };
      },
      log: () => "",
      close() {},
    }),
    close() {},
  };
  const examine = (slowAws?: (on: boolean) => void) =>
    checkUp({ handlers, slowMs: 40, rules: ["too-slow"], ...(slowAws && { slowAws }) });
  expect((await examine()).findings).toEqual([]);
  const { findings } = await examine((on) => {
    slow = on;
  });
  expect(findings.map(({ rule }) => rule)).toEqual(["too-slow"]);
});
