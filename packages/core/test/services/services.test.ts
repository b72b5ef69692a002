import { describe, expect, it } from "vitest";
import type { Binding } from "../../src/index.js";
import {
  CallLogger,
  Clock,
  CurrentCall,
  definePlugin,
  IdempotencyKey,
  inject,
  injectable,
  ivr,
  Logger,
  perCall,
  silentLogger,
  singleton,
  systemClock,
  token,
  value,
} from "../../src/index.js";
import { listOf } from "../runtime/a-call.js";
import { say, start } from "../runtime/an-ivr.js";

interface Greeting {
  readonly text: string;
}
const Greeting = token<Greeting>("Greeting");
const Name = token<string>("Name");

/** A step that says the greeting, offered by the given bindings. */
const greets = (...services: Binding[]) =>
  definePlugin({
    name: "greets",
    deps: { greeting: Greeting },
    services,
    step: { ask: ({ deps }) => [say(deps.greeting.text)], on: {} },
  });

const said = async (...services: Binding[]) =>
  listOf(await start(ivr().use(greets(...services))).call.newInboundCall());

describe("a service", () => {
  it("is a ready value", async () => {
    expect(await said(value(Greeting, { text: "hello" }))).toEqual(["Speak hello"]);
  });

  it("is made from others by a function", async () => {
    const made = singleton(Greeting, {
      deps: { name: Name },
      make: ({ name }) => ({ text: `hello ${name}` }),
    });
    expect(await said(made, value(Name, "Ann"))).toEqual(["Speak hello Ann"]);
  });

  it("is a class whose parameters are injected", async () => {
    @injectable()
    class Polite implements Greeting {
      constructor(@inject(Name) private readonly name: string) {}
      get text() {
        return `dear ${this.name}`;
      }
    }
    expect(await said(singleton(Greeting, Polite), value(Name, "Ann"))).toEqual(["Speak dear Ann"]);
    expect(new Polite("Bob").text).toBe("dear Bob");
  });

  it("of a class with a parameter without @inject is refused, by its place", () => {
    @injectable()
    class Careless implements Greeting {
      readonly text = "hello";
      constructor(
        @inject(Name) readonly name: string,
        readonly other: string,
      ) {}
    }
    expect(() => singleton(Greeting, Careless)).toThrow(
      /IVR_SERVICE_INVALID: the class Careless bound to Greeting has no @inject at constructor parameter 2/,
    );
    expect(() => perCall(Greeting, Careless)).toThrow(/constructor parameter 2/);
  });

  it("of a class without parameters needs no decorator", async () => {
    class Plain implements Greeting {
      readonly text = "hi";
    }
    expect(await said(perCall(Greeting, Plain))).toEqual(["Speak hi"]);
  });
});

describe("a service per call", () => {
  it("is made anew for each invocation, once in it", async () => {
    let made = 0;
    const counting = perCall(Greeting, { deps: {}, make: () => ({ text: `${++made}` }) });
    const second = definePlugin({
      name: "second",
      deps: { greeting: Greeting },
      feature: { on: { NEW_INBOUND_CALL: ({ deps }) => [say(deps.greeting.text)] } },
    });
    const { call } = start(ivr().use(second).use(greets(counting)));
    expect(made).toBe(0);
    expect(listOf(await call.newInboundCall())).toEqual(["Speak 1", "Speak 1"]);
    expect(listOf(await call.send("CALL_ANSWERED"))).toEqual(["Speak 2"]);
  });

  it("may have the call, its logger and its idempotency key", async () => {
    @injectable()
    class OfTheCall implements Greeting {
      constructor(
        @inject(CurrentCall) private readonly call: CurrentCallOf,
        @inject(IdempotencyKey) private readonly key: string,
        @inject(CallLogger) private readonly log: Logger,
      ) {}
      get text() {
        this.log.info("said");
        return `${this.call.locale} ${this.key}`;
      }
    }
    const { call, log } = start(ivr({ locale: "de-DE" }).use(greets(perCall(Greeting, OfTheCall))));
    expect(listOf(await call.newInboundCall())).toEqual([`Speak de-DE ${call.transactionId}:1`]);
    expect(log.entries[0]?.fields).toMatchObject({ transaction: call.transactionId });
  });

  it("that throws is an error of the handler that needs it, and no later call", async () => {
    let first = true;
    const shaky = perCall(Greeting, {
      deps: {},
      make: () => {
        if (first) throw new Error("not yet");
        return { text: "hello" };
      },
    });
    const { call } = start(ivr().use(greets(shaky)));
    expect(listOf(await call.newInboundCall())?.at(-1)).toBe("Hangup leg-a");
    first = false;
    call.attributes = undefined;
    expect(listOf(await call.newInboundCall())).toEqual(["Speak hello"]);
  });

  it("is not possible for Clock and Logger, which the runtime itself needs", () => {
    const clock = perCall(Clock, { deps: {}, make: () => systemClock });
    expect(() =>
      ivr()
        .use(greets(value(Greeting, { text: "x" })))
        .bind(clock)
        .build(),
    ).toThrow(/Clock and Logger cannot be bound per call/);
    const logger = perCall(Logger, { deps: {}, make: () => silentLogger });
    expect(() =>
      ivr()
        .use(greets(value(Greeting, { text: "x" })))
        .bind(logger)
        .build(),
    ).toThrow(/IVR_SERVICE_INVALID/);
  });
});

describe("a binding of the app", () => {
  it("takes the place of what a plugin offers, wherever it stands", async () => {
    const line = ivr()
      .bind(value(Greeting, { text: "mine" }))
      .use(greets(value(Greeting, { text: "theirs" })));
    expect(listOf(await start(line).call.newInboundCall())).toEqual(["Speak mine"]);
  });

  it("saves what it replaces from being built", () => {
    const never = singleton(Greeting, {
      deps: {},
      make: () => {
        throw new Error("must not be built");
      },
    });
    expect(() =>
      start(
        ivr()
          .use(greets(never))
          .bind(value(Greeting, { text: "mine" })),
      ),
    ).not.toThrow();
  });

  it("is that of one IVR: another one in the same process has its own", async () => {
    const build = (text: string) => start(ivr().use(greets(value(Greeting, { text }))));
    const [one, other] = [build("one"), build("other")];
    expect(listOf(await one.call.newInboundCall())).toEqual(["Speak one"]);
    expect(listOf(await other.call.newInboundCall())).toEqual(["Speak other"]);
  });
});

type CurrentCallOf = NonNullable<(typeof CurrentCall)["type"]>;
