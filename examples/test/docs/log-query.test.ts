import { definePlugin, end, ivr, Logger, silentLogger, speak, value } from "@switchhook/core";
import { simulateCall } from "@switchhook/simulator";
import { describe, expect, it, vi } from "vitest";
import { fences } from "./fences.js";

const bye = definePlugin({ name: "bye", step: { ask: () => end([speak({ Text: "Goodbye." })]) } });

describe("a query on a page asks for fields that the line of an invocation has:", () => {
  const queries = fences.filter(({ mark }) => mark === "held by examples/test/docs/log-query.test.ts");
  it.each(queries.map((fence) => [fence.at, fence] as const))("%s", async (_, { text }) => {
    const info = vi.fn();
    await simulateCall({
      handler: ivr()
        .use(bye)
        .bind(value(Logger, { ...silentLogger, info }))
        .build(),
    }).dial();
    const [, line] = info.mock.calls.find(([message]) => message === "invocation") ?? [];
    const asked = [...text.matchAll(/^(?:fields|\| (?:filter|sort)) (.+)$/gm)].flatMap(([, words = ""]) =>
      (words.replace(/"[^"]*"/g, "").match(/@?\w+/g) ?? []).filter((word) => !/^@|^(?:asc|desc)$/.test(word)),
    );
    expect(asked).not.toEqual([]);
    expect(Object.keys(line)).toEqual(expect.arrayContaining(asked));
  });

  it("at least one", () => expect(queries).not.toEqual([]));
});
