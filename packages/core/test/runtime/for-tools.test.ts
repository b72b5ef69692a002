import { describe, expect, it } from "vitest";
import { ivrKey, readCallState } from "../../src/harness.js";
import { definePlugin, ivr, Logger, line, stay, token, value } from "../../src/index.js";
import { question, start } from "./an-ivr.js";

const Accounts = token<{ find(): string }>("Accounts");
const Numbers = token<{ next(): string }>("Numbers");
const accounts = definePlugin({
  name: "accounts",
  deps: { accounts: Accounts },
  step: { ask: () => stay() },
});

describe("what tools know of an IVR", () => {
  it("the services that can be bound: of plugins, of their lines, of core, but none that only a call has", () => {
    const menu = definePlugin({
      name: "menu",
      step: { ask: () => stay(), lines: { one: line().use(accounts) } },
    });
    const offering = definePlugin({ name: "offers", services: [value(Numbers, { next: () => "1" })] });
    const names = ivr()
      .use(offering)
      .use(menu)
      .services()
      .map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["Accounts", "Numbers", "Clock", "Logger"]));
    expect(names).not.toContain("CurrentCall");
  });

  it("a handler that was built carries its IVR, to be built anew with other services", () => {
    const handler = ivr().use(question("pin")).build();
    const { [ivrKey]: carried } = handler as unknown as { [ivrKey]: ReturnType<typeof ivr> };
    const silent = { debug() {}, info() {}, warn() {}, error() {} };
    expect(carried.bind(value(Logger, silent)).build()).toBeTypeOf("function");
  });

  it("the call state that an answer has kept; none when the attributes are not ours", async () => {
    const { call } = start(ivr().use(question("pin")));
    const { TransactionAttributes } = await call.newInboundCall();
    expect(readCallState(TransactionAttributes ?? undefined)).toMatchObject({
      step: "pin",
      outstanding: [{ owner: "pin" }],
    });
    expect(readCallState({ ivr: "of another program" })).toBeUndefined();
    expect(readCallState(undefined)).toBeUndefined();
  });
});
