import { definePlugin, done, ivr, line, PromptStore, token, value } from "@switchhook/core";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type CollectOptions, collect, say } from "../src/index.js";
import { start } from "./an-ivr.js";

const prompts = { ask: "ask", again: "again", invalid: "invalid", silence: "silence", lastTry: "last" };
const account = (options: Partial<CollectOptions<"account", z.ZodString, Record<never, never>>> = {}) =>
  collect({ name: "account", digits: { min: 4, max: 6 }, prompts, ...options });
const repeats = definePlugin({
  name: "repeats",
  deps: { prompts: PromptStore },
  needs: z.object({ account: z.string() }),
  step: { ask: ({ call, deps }) => done({}, [deps.prompts.play({ text: `got ${call.results.account}` })]) },
});
const flow = (options: Parameters<typeof account>[0] = {}) => start(ivr().use(account(options)).use(repeats));

describe("collect()", () => {
  it("adds what was entered under its own name", async () => {
    const call = await (await flow().dial()).enter("1234#");
    expect(call.heard).toEqual(["ask", "got 1234"]);
    expect(call.call.ended).toBe(true);
  });

  it("tells a wrong entry, too few digits too, from none (3.2)", async () => {
    const call = await (await flow().dial()).enter("12#");
    await call.elapse(12_500);
    await call.enter("1234#");
    expect(call.heard).toEqual(["ask", "invalid", "silence", "again", "got 1234"]);
  });

  it("asks `again` after a try without an entry, which the last try is not", async () => {
    const call = await flow({ silentAttempts: 4 }).dial();
    await call.elapse(15_000);
    await call.enter("1234#");
    expect(call.heard).toEqual(["ask", "silence", "again", "got 1234"]);
  });

  it("counts wrong entries and silence apart: two of each are no third", async () => {
    const call = await flow({ prompts: { ...prompts, lastTry: undefined } }).dial();
    for (const entry of ["12#", "34#"]) await call.enter(entry);
    await call.elapse(25_000);
    await call.enter("1234#");
    expect(call.heard.at(-1)).toBe("got 1234");
  });

  it("gives up after the last wrong entry, and hangs up", async () => {
    const call = await flow().dial();
    for (const entry of ["1#", "2#", "3#"]) await call.enter(entry);
    expect(call.heard).toEqual(["ask", "invalid", "last", "goodbye"]);
    expect(call.call.ended).toBe(true);
  });

  it("gives up on silence, and hangs up", async () => {
    const call = await (await flow().dial()).untilEnded();
    expect(call.heard).toEqual(["ask", "silence", "again", "silence", "last", "silence", "goodbye"]);
  });

  it("leaves silence to the service to repeat where no prompt is to tell it apart", async () => {
    const running = flow({ prompts: { ask: "ask", invalid: "invalid" } });
    const call = await running.dial();
    expect(call.responses[0]?.Actions?.[0]?.Parameters).toMatchObject({ Repeat: 3, MinNumberOfDigits: 4 });
    await call.untilEnded();
    expect(call.heard.at(-1)).toBe("goodbye");
    expect(
      call.events.filter(({ InvocationEventType }) => InvocationEventType === "ACTION_FAILED"),
    ).toHaveLength(1);
  });

  it("starts over with *: what comes after it counts", async () => {
    const call = await (await flow({ digits: { min: 4, max: 9 } }).dial()).enter("99*1234#");
    expect(call.heard).toEqual(["ask", "got 1234"]);
  });

  it("starts over with * alone, which costs no try", async () => {
    const call = await flow({ invalidAttempts: 1 }).dial();
    await call.enter("12*#");
    await call.enter("1234#");
    expect(call.heard).toEqual(["ask", "ask", "got 1234"]);
  });

  it("does not start over for ever", async () => {
    const call = await flow({ invalidAttempts: 1 }).dial();
    for (let time = 0; time < 10; time++) await call.enter("*#");
    expect(call.heard.at(-1)).toBe("goodbye");
  });

  it("has no key that starts over where it is switched off", async () => {
    const call = await (await flow({ startOver: false }).dial()).enter("1*34#");
    expect(call.heard).toEqual(["ask", "got 1*34"]);
  });

  it("goes to the operator's line by the key alone", async () => {
    const call = await flow({
      operator: "0",
      lines: { operator: line().use(say({ name: "operator" })) },
    }).dial();
    await call.enter("0#");
    expect(call.heard).toEqual(["ask", "operator"]);
  });

  it("goes to the line of those who gave up, where there is one", async () => {
    const call = await flow({
      invalidAttempts: 1,
      lines: { "gave-up": line().use(say({ name: "agent" })) },
    }).dial();
    await call.enter("1#");
    expect(call.heard).toEqual(["ask", "goodbye", "agent"]);
    expect(call.call.ended).toBe(true);
  });
});

describe("an entry that is read back", () => {
  const confirming = { prompts: { ...prompts, confirm: "confirm" } };

  it("is taken with 1, digit by digit", async () => {
    const call = await (await flow(confirming).dial()).enter("1234#");
    await call.enter("1");
    expect(call.heard).toEqual(["ask", "confirm 1, 2, 3, 4", "got 1234"]);
  });

  it("is entered anew with any other key, without costing a try", async () => {
    const call = await (await flow({ ...confirming, invalidAttempts: 1 }).dial()).enter("1234#");
    await call.enter("2");
    await call.enter("5678#");
    await call.enter("1");
    expect(call.heard).toEqual(["ask", "confirm 1, 2, 3, 4", "ask", "confirm 5, 6, 7, 8", "got 5678"]);
  });

  it("is read back again to one who says nothing, and not for ever", async () => {
    const call = await (await flow(confirming).dial()).enter("1234#");
    await call.untilEnded();
    expect(call.heard.filter((one) => one.startsWith("confirm"))).toHaveLength(3);
    expect(call.heard.at(-1)).toBe("goodbye");
  });

  it("is not in the log", async () => {
    const running = flow(confirming);
    await (await (await running.dial()).enter("7391#")).hangUp();
    expect(JSON.stringify(running.log)).not.toContain("7391");
  });
});

describe("the check of an entry", () => {
  interface Accounts {
    find(digits: string): { name: string } | undefined;
  }
  const Accounts = token<Accounts>("Accounts");

  it("makes the result of the digits, with the services that it asks for", async () => {
    const accounts = value(Accounts, {
      find: (digits) => (digits === "1234" ? { name: "Ann" } : undefined),
    });
    const customer = collect({
      name: "customer",
      digits: { max: 4 },
      prompts,
      value: z.strictObject({ name: z.string() }),
      deps: { accounts: Accounts },
      check: (digits, { deps }) => deps.accounts.find(digits),
    });
    const greets = definePlugin({
      name: "greets",
      deps: { prompts: PromptStore },
      needs: z.object({ customer: z.object({ name: z.string() }) }),
      step: { ask: ({ call, deps }) => done({}, [deps.prompts.play({ text: call.results.customer.name })]) },
    });
    const call = await start(ivr().use(customer).use(greets).bind(accounts)).dial();
    await call.enter("9999");
    await call.enter("1234");
    expect(call.heard).toEqual(["ask", "invalid", "Ann"]);
  });

  it("that fails is the caller's apology, not silence", async () => {
    const broken = () => Promise.reject(new Error("the table is gone"));
    const call = await (await flow({ check: broken }).dial()).enter("1234#");
    expect(call.heard.at(-1)).toMatch(/We are sorry/);
    expect(call.call.ended).toBe(true);
  });
});

describe("the options of collect()", () => {
  it("are refused all at once, with path, value and what is expected", () => {
    const wrong = () =>
      collect({ name: "Account No", digits: { min: 5, max: 3 }, invalidAttempts: 0, operator: "x" });
    expect(wrong).toThrow(/collect\.name.*dashes, given "Account No"/);
    expect(wrong).toThrow(/collect\.digits\.max: must not be below min, given 3/);
    expect(wrong).toThrow(/collect\.invalidAttempts.*given 0/);
    expect(wrong).toThrow(/collect\.operator: must be one of 0-9 \* #, given "x"/);
  });

  it("are refused when a key ends the input and so can do nothing else", () => {
    expect(() => account({ digits: { terminators: ["*"] } })).toThrow(
      /collect\.startOver: must not be one of digits\.terminators/,
    );
    const lines = { operator: line().use(say({ name: "operator" })) };
    expect(() => account({ operator: "#", lines })).toThrow(
      /collect\.operator: must not be one of digits\.terminators/,
    );
  });

  it("are refused when the operator has a key and no line, or a line and no key", () => {
    expect(() => account({ operator: "0" })).toThrow(/go together/);
    expect(() => account({ lines: { operator: line().use(say({ name: "operator" })) } })).toThrow(
      /go together/,
    );
  });
});
