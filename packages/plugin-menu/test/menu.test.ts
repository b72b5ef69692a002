import { CallLocale, definePlugin, done, ivr, line } from "@switchhook/core";
import { describe, expect, it } from "vitest";
import { backToMenu, menu, say } from "../src/index.js";
import { start } from "./an-ivr.js";

const lines = {
  sales: line().use(say({ name: "sales-hours" })),
  support: line().use(say({ name: "support-hours" })),
};
const keys = { "1": "sales", "2": "support" } as const;
const prompts = { ask: "main" };
const flow = (options: object = {}) =>
  start(
    ivr()
      .use(menu({ keys, lines, prompts, ...options }))
      .use(say({ name: "farewell" })),
  );

describe("menu()", () => {
  it.each([
    ["1", "sales-hours"],
    ["2", "support-hours"],
  ])("goes into the line of key %s, and on after the menu", async (key, heard) => {
    const call = await (await flow().dial()).enter(key);
    expect(call.heard).toEqual(["main", heard, "farewell"]);
  });

  it("asks again after a key that is none, and gives up after three", async () => {
    const call = await flow().dial();
    for (const key of ["7", "8", "6"]) await call.enter(key);
    expect(call.heard).toEqual(["main", "invalid", "invalid", "goodbye"]);
    expect(call.call.ended).toBe(true);
  });

  it("tells silence from a wrong key where it has words for it", async () => {
    const call = await flow({ prompts: { ...prompts, silence: "silence", again: "again" } }).dial();
    await call.elapse(10_000);
    await call.enter("7");
    await call.enter("1");
    expect(call.heard).toEqual(["main", "silence", "again", "invalid", "sales-hours", "farewell"]);
  });

  it("says itself once more with 9, which costs no try", async () => {
    const call = await flow({ invalidAttempts: 1 }).dial();
    await call.enter("9");
    await call.enter("1");
    expect(call.heard).toEqual(["main", "main", "sales-hours", "farewell"]);
  });

  it("takes keys of two digits beside those of one", async () => {
    const call = await flow({ keys: { "1": "sales", "12": "support" } }).dial();
    await call.enter("12");
    expect(call.heard[1]).toBe("support-hours");
  });

  it("has no prompt and no line by the names that every object has", async () => {
    const call = await (await flow().dial()).enter("0");
    expect(call.heard).toEqual(["main", "invalid"]);
  });
});

describe("menus in menus", () => {
  const inner = () =>
    menu({
      name: "inner",
      keys: { "1": "invoices", "2": "again" },
      lines: {
        invoices: line().use(say({ name: "invoices" })),
        again: line()
          .use(say({ name: "noted" }))
          .use(backToMenu()),
      },
      prompts: { ask: "inner" },
    });
  const nested = () =>
    start(
      ivr()
        .use(
          menu({
            keys: { "1": "billing" },
            lines: { billing: line().use(inner()) },
            prompts: { ask: "outer" },
          }),
        )
        .use(say({ name: "farewell" })),
    );

  it("go back with * to the menu around", async () => {
    const call = await nested().dial();
    for (const key of ["1", "*", "1", "1"]) await call.enter(key);
    expect(call.heard).toEqual(["outer", "inner", "outer", "inner", "invoices", "farewell"]);
  });

  it("ask the outermost menu itself with *", async () => {
    const call = await (await nested().dial()).enter("*");
    expect(call.heard).toEqual(["outer", "outer"]);
  });

  it("are asked once more at the end of a line that says so", async () => {
    const call = await nested().dial();
    for (const key of ["1", "2", "1"]) await call.enter(key);
    expect(call.heard).toEqual(["outer", "inner", "noted", "inner", "invoices", "farewell"]);
  });
});

describe("a menu that speaks the names of its lines", () => {
  const says = { sales: { en: "sales", es: "ventas" }, support: "support" };

  it("needs no prompt of its own", async () => {
    const call = await (await flow({ prompts: {}, says }).dial()).enter("7");
    expect(call.heard[0]).toBe("For sales, press 1. For support, press 2.");
  });

  it("speaks the language of the call", async () => {
    const spanish = definePlugin({
      name: "spanish",
      deps: { locale: CallLocale },
      step: {
        ask: ({ deps }) => {
          deps.locale.set("es-US");
          return done({});
        },
      },
    });
    const call = await start(ivr().use(spanish).use(menu({ keys, lines, says }))).dial();
    expect(call.heard[0]).toBe("Para ventas, oprima 1. Para support, oprima 2.");
  });

  it("has the sentence that it is given", async () => {
    const call = await flow({ prompts: {}, says, sentences: { en: "{key}: {name}!" } }).dial();
    expect(call.heard[0]).toBe("1: sales! 2: support!");
  });
});

describe("the options of menu()", () => {
  it("are refused all at once", () => {
    const wrong = () =>
      menu({
        keys: { "9": "sales", "*": "sales", "3": "nowhere" as "sales" },
        lines,
        says: { sales: "sales" },
      });
    expect(wrong).toThrow(/menu\.keys\.9: is the key that repeats/);
    expect(wrong).toThrow(/menu\.keys\.\*: is the key that leads back/);
    expect(wrong).toThrow(/menu\.keys\.3: must be a line: sales, support, given "nowhere"/);
    expect(wrong).toThrow(/menu\.lines\.support: has no key/);
    expect(wrong).toThrow(/menu\.says\.nowhere/);
  });

  it("are refused when a key ends the input and so can do nothing else", () => {
    const wrong = () =>
      menu({
        keys: { "1": "sales", "2#": "support" },
        lines: { sales: line().use(say({ name: "one" })), support: line().use(say({ name: "two" })) },
        repeat: "#",
      });
    expect(wrong).toThrow(/menu\.keys\.2#: has a key of digits\.terminators/);
    expect(wrong).toThrow(/menu\.repeat: must not be one of digits\.terminators/);
  });
});
