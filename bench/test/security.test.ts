import { existsSync, readdirSync, readFileSync } from "node:fs";
import { ivr, Logger, silentLogger, value } from "@switchhook/core";
import { attendeeControls, usualKeys } from "@switchhook/plugin-attendees";
import { callRecording } from "@switchhook/plugin-recording";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dialIn, freeMeetings, openPins } from "../src/campaigns/dial-in.mjs";
import { newInboundCall } from "../src/events.mjs";

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("docs/security.md", root), "utf8");

/** The last column of every row: a test file, and the beginning of a test's name. */
const named = [...page.matchAll(/^\| .* \| `([\w/.-]+\.test\.ts)` (.+) \|$/gm)].map(([, file, name]) => ({
  file: file ?? "",
  name: name ?? "",
}));

describe("docs/security.md", () => {
  it.each(named)("$file has the test: $name", ({ file, name }) => {
    const path = new URL(file, root);
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, "utf8")).toContain(name);
  });

  it("has a test for every threat", () => {
    const rows = page.split("\n").filter((line) => /^\| [A-Z]/.test(line));
    expect(named).toHaveLength(rows.length);
    expect(rows.length).toBeGreaterThan(20);
  });
});

const sources = (folder: URL): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(new URL(`${entry.name}/`, folder))
      : [readFileSync(new URL(entry.name, folder), "utf8")],
  );

describe("what a caller types", () => {
  it("no plugin of ours dials", () => {
    const plugins = readdirSync(new URL("packages/", root)).filter((name) => name.startsWith("plugin-"));
    expect(plugins.length).toBeGreaterThan(4);
    for (const plugin of plugins) {
      const text = sources(new URL(`packages/${plugin}/src/`, root)).join("\n");
      expect(text, plugin).not.toMatch(/callAndBridge|CallAndBridge|CreateSipMediaApplicationCall/);
    }
  });

  it("the expression of the digit listener is fast, whatever is typed", async () => {
    const handler = dialIn().bind(freeMeetings, openPins, value(Logger, silentLogger)).build();
    const answer = await handler(newInboundCall("00000000-0000-4000-8000-000000000001"));
    const listener = answer.Actions?.find(({ Type }) => Type === "ReceiveDigits");
    const { InputDigitsRegex = "" } = (listener?.Parameters ?? {}) as { InputDigitsRegex?: string };
    const expression = new RegExp(InputDigitsRegex);
    const keys = fc.string({ unit: fc.constantFrom(..."0123456789*#"), maxLength: 5000 });
    await fc.assert(
      fc.property(keys, (typed) => {
        const began = performance.now();
        expression.test(typed);
        // Exponential would be minutes; nothing is measured finer than that.
        return performance.now() - began < 1000;
      }),
    );
  });

  it("codes of features are keys only, so that nothing else gets into that expression", () => {
    expect(() => attendeeControls({ keys: { ...usualKeys, mute: "(a+)+" } })).toThrow(
      /must be one to ten of 0-9/,
    );
    const flow = ivr().use(attendeeControls({ keys: { mute: "*6" } }));
    expect(() => flow.build()).toThrow(/no plugin has a step/);
  });
});

describe("S3 keys", () => {
  it.each(["/outside", "folder/", "../other", "a/../../b"])(
    "a prefix of recordings cannot leave its folder: %s",
    (prefix) => {
      const make = () => callRecording({ destination: { bucket: "the-recordings", prefix } });
      expect(make).toThrow(/destination\.prefix/);
    },
  );
});
