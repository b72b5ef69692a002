import { describe, expect, it } from "vitest";
import {
  type Binding,
  CurrentCall,
  definePlugin,
  inject,
  injectable,
  ivr,
  perCall,
  singleton,
  token,
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

describe("a singleton", () => {
  it("is built once, at cold start", async () => {
    let built = 0;
    const counting = singleton(Greeting, {
      deps: {},
      make: () => {
        built += 1;
        return { text: `number ${built}` };
      },
    });
    const { call } = start(ivr().use(greets(counting)));
    expect(built).toBe(1);
    await call.newInboundCall();
    expect(listOf(await call.send("CALL_ANSWERED"))).toEqual(["Speak number 1"]);
    expect(built).toBe(1);
  });

  it("is shared by all that depend on it", () => {
    const seen: unknown[] = [];
    const shared = singleton(Greeting, { deps: {}, make: () => ({ text: "one" }) });
    const taker = (name: string) =>
      singleton(token<number>(name), {
        deps: { greeting: Greeting },
        make: ({ greeting }) => seen.push(greeting),
      });
    start(ivr().use(greets(taker("First"), shared, taker("Second"))));
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBe(seen[1]);
  });

  it("that depends on a value of one call is refused", () => {
    const leaky = singleton(Greeting, {
      deps: { call: CurrentCall },
      make: ({ call }) => ({ text: call.transactionId }),
    });
    expect(() => ivr().use(greets(leaky)).build()).toThrow(
      "IVR_SERVICE_INVALID: the singleton Greeting depends on CurrentCall, which belongs to one call",
    );
  });

  it("that depends on a service per call is refused, also through a class", () => {
    @injectable()
    class Leaky implements Greeting {
      constructor(@inject(Name) readonly text: string) {}
    }
    const name = perCall(Name, { deps: {}, make: () => "Ann" });
    expect(() =>
      ivr()
        .use(greets(name, singleton(Greeting, Leaky)))
        .build(),
    ).toThrow(/depends on Name, which belongs/);
  });

  it("that cannot be built is IVR_SERVICE_INVALID, with the cause", () => {
    const cause = new Error("no such file");
    const broken = singleton(Greeting, {
      deps: {},
      make: () => {
        throw cause;
      },
    });
    expect(() => ivr().use(greets(broken)).build()).toThrow(
      expect.objectContaining({ code: "IVR_SERVICE_INVALID", cause }),
    );
  });

  it("that depends on itself is IVR_SERVICE_INVALID", () => {
    const one = singleton(Greeting, { deps: { name: Name }, make: ({ name }) => ({ text: name }) });
    const other = singleton(Name, { deps: { greeting: Greeting }, make: ({ greeting }) => greeting.text });
    expect(() => ivr().use(greets(one, other)).build()).toThrow(/IVR_SERVICE_INVALID/);
  });
});
