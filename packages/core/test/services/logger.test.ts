import { afterEach, describe, expect, it, vi } from "vitest";
import {
  consoleLogger,
  definePlugin,
  ivr,
  Logger,
  type LogLevel,
  singleton,
  value,
} from "../../src/index.js";
import { ACall } from "../runtime/a-call.js";
import { FakeLog, notice, question, say, start } from "../runtime/an-ivr.js";

const levels: readonly LogLevel[] = ["debug", "info", "warn", "error"];

afterEach(() => void vi.restoreAllMocks());

describe("the logger of the console", () => {
  it("writes one JSON line an entry", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    consoleLogger.warn("careful", { count: 3 });
    expect(warn.mock.calls).toEqual([['{"level":"warn","message":"careful","count":3}']]);
  });

  it("can be changed in one level, and keeps the others", async () => {
    const info = vi.spyOn(console, "info").mockImplementation(() => {});
    const quieter = { ...consoleLogger, debug() {} };
    const handler = ivr().use(question("pin")).bind(value(Logger, quieter)).build();
    await new ACall(handler).newInboundCall();
    expect(info.mock.calls).toEqual([[expect.stringContaining('"message":"invocation"')]]);
  });
});

describe("the logger of a plugin", () => {
  it("has its four levels as its own, so that it can be changed in one", async () => {
    const own: string[] = [];
    const talks = definePlugin({
      name: "talks",
      step: {
        ask({ log }) {
          own.push(...Object.keys(log));
          return [say("hi")];
        },
      },
    });
    await start(ivr().use(talks)).call.newInboundCall();
    expect(own).toEqual(levels);
  });
});

describe("a logger that lacks a level", () => {
  const refused = /IVR_SERVICE_INVALID: the Logger lacks info, error/;
  const { debug, warn } = new FakeLog().logger;
  const broken = { debug, warn, info: "no function" } as unknown as Logger;

  it.each([
    ["a value", value(Logger, broken)],
    ["a singleton", singleton(Logger, { deps: {}, make: () => broken })],
  ])("is refused at cold start, for its entries would be lost in silence: %s", (_, binding) => {
    expect(() => ivr().use(notice("hello")).bind(binding).build()).toThrow(refused);
  });
});
