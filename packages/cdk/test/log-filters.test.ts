import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Action, definePlugin, ivr, Logger, type LogLevel, speak, value } from "@switchhook/core";
import { harden } from "@switchhook/harden";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, describe, expect, it } from "vitest";
import { SwitchhookIvr } from "../src/index.js";

const folder = mkdtempSync(join(tmpdir(), "switchhook-filters-"));
afterAll(() => rmSync(folder, { recursive: true }));
const code = join(folder, "code");
mkdirSync(code);
writeFileSync(join(code, "handler.mjs"), "");

const stack = new Stack(new App({ outdir: join(folder, "out") }), "Stack");
new SwitchhookIvr(stack, "Ivr", { name: "line", code });
const filters = Object.values(Template.fromStack(stack).findResources("AWS::Logs::MetricFilter")).map(
  ({ Properties: { FilterPattern, MetricTransformations } }) => ({
    metric: String(MetricTransformations[0].MetricName),
    // `?"a" ?"b"` is any of these terms, `"a"` is that one.
    terms: [...String(FilterPattern).matchAll(/"([^"\\]+)"/g)].map(([, term = ""]) => term),
  }),
);

type AnyHandler = (event: unknown) => Promise<unknown>;

/** Which metrics the log of one event counts up. */
async function countedOf(event: unknown, build: (logger: Logger) => AnyHandler): Promise<string[]> {
  const lines: string[] = [];
  const at =
    (level: LogLevel) =>
    (message: string, fields: object = {}) =>
      void lines.push(JSON.stringify({ level, message, ...fields }));
  await build({ debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") })(event);
  expect(lines.length).toBeGreaterThan(0);
  return lines.flatMap((text) =>
    filters.filter(({ terms }) => terms.some((term) => text.includes(term))).map(({ metric }) => metric),
  );
}

/** Of an IVR: by the lines that core writes. */
const counted = (event: unknown, ask: () => readonly Action[]): Promise<string[]> =>
  countedOf(event, (logger) =>
    ivr()
      .use(definePlugin({ name: "line", step: { ask } }))
      .bind(value(Logger, logger))
      .build(),
  );

const call = JSON.parse(
  readFileSync(new URL("../../core/fixtures/events/e2e-1-new-inbound-call.json", import.meta.url), "utf8"),
);
const greet = (): readonly Action[] => [speak({ Text: "Hello." })];

describe("the metric filters", () => {
  it("count an answer that was the fallback once", async () => {
    const fails = () => {
      throw new Error("the service is down");
    };
    expect(await counted(call, fails)).toEqual(["Fallbacks"]);
  });

  it("count an event that could not be read as a fallback, for the caller hears the same", async () => {
    expect(await counted({ InvocationEventType: "NEW_INBOUND_CALL" }, greet)).toEqual(["Fallbacks"]);
  });

  it("count nothing when all is well", async () => {
    expect(await counted(call, greet)).toEqual([]);
  });

  it("count the apology of a hardened handler once, and nothing of its own answers", async () => {
    const fails = () => {
      throw new Error("the service is down");
    };
    expect(await countedOf(call, (logger) => harden(fails, { logger }))).toEqual(["Fallbacks"]);
    const answers = () => ({ SchemaVersion: "1.0", Actions: greet() });
    expect(await countedOf(call, (logger) => harden(answers, { logger }))).toEqual([]);
  });

  it("know the code that the guess guard logs", () => {
    const source = new URL("../../plugin-meeting-pin/src/check-pin.ts", import.meta.url);
    const [term = "none"] = filters.find(({ metric }) => metric === "GuessesBlocked")?.terms ?? [];
    expect(readFileSync(source, "utf8")).toContain(`"${term}"`);
  });
});
