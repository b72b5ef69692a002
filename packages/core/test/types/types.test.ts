import { describe, expect, expectTypeOf, it } from "vitest";
import * as z from "zod";
import {
  branch,
  command,
  definePlugin,
  done,
  ivr,
  line,
  type Plugin,
  perCall,
  playAudio,
  singleton,
  speak,
  stay,
  token,
  value,
} from "../../src/index.js";

const say = speak({ Text: "hi" });
const adds = z.object({ meeting: z.string() });
const finds = definePlugin({ name: "finds", adds, step: { ask: () => done({ meeting: "m-1" }) } });
const joins = definePlugin({
  name: "joins",
  needs: adds,
  step: {
    ask: ({ call }) => {
      expectTypeOf(call.results.meeting).toEqualTypeOf<string>();
      return [say];
    },
  },
});

describe("an IVR compiles", () => {
  it("when what a plugin needs was added before it", () => {
    expect(() => ivr().use(finds).use(joins).build()).not.toThrow();
  });

  it("not when a need is missing", () => {
    // @ts-expect-error joins needs `meeting`
    ivr().use(joins);
    // @ts-expect-error finds comes too late
    ivr().use(joins).use(finds);
  });

  it("not when what was added is of another type than what is needed", () => {
    const wrong = definePlugin({
      name: "finds",
      adds: z.object({ meeting: z.number() }),
      step: { ask: () => done({ meeting: 1 }) },
    });
    // @ts-expect-error meeting is a number there
    ivr().use(wrong).use(joins);
  });

  it("not when two plugins add the same", () => {
    const again = definePlugin({ name: "again", adds, step: { ask: () => done({ meeting: "m-2" }) } });
    // @ts-expect-error both add meeting
    ivr().use(finds).use(again);
  });

  it("not when two plugins have one name", () => {
    const other = definePlugin({ name: "finds", step: { ask: () => [say] } });
    // @ts-expect-error the name is in use
    ivr().use(finds).use(other);
  });

  it("not when a branch needs what was not added before its step", () => {
    const menu = definePlugin({
      name: "menu",
      step: { ask: () => branch("join"), lines: { join: line().use(joins) } },
    });
    // @ts-expect-error menu/join/joins needs `meeting`
    ivr().use(menu);
    ivr().use(finds).use(menu);
  });

  it("when a line adds itself what a plugin in it needs", () => {
    const menu = definePlugin({
      name: "menu",
      step: { ask: () => branch("join"), lines: { join: line().use(finds).use(joins) } },
    });
    expect(() => ivr().use(menu).build()).not.toThrow();
  });
});

describe("a step compiles", () => {
  it("not with a misspelt event", () => {
    definePlugin({
      name: "wrong",
      step: {
        ask: () => [say],
        // @ts-expect-error one S too few
        on: { ACTION_SUCCESFUL: () => done() },
      },
    });
  });

  it("not with an event that steps are not asked about", () => {
    definePlugin({
      name: "wrong",
      step: {
        ask: () => [say],
        // @ts-expect-error a call that begins goes to ask
        on: { NEW_INBOUND_CALL: () => done() },
      },
    });
  });

  it("with the event narrowed by its key", () => {
    definePlugin({
      name: "right",
      step: {
        ask: () => [say],
        on: {
          "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ event }) => {
            expectTypeOf(event.ActionData.ReceivedDigits).toEqualTypeOf<string | undefined>();
            expectTypeOf(event.InvocationEventType).toEqualTypeOf<"ACTION_SUCCESSFUL">();
            return stay();
          },
          "ACTION_SUCCESSFUL:Speak": ({ event }) => {
            // @ts-expect-error Speak receives no digits
            event.ActionData.ReceivedDigits;
            return stay();
          },
        },
      },
    });
  });

  it("not with a result of another shape than `adds`", () => {
    definePlugin({
      name: "wrong",
      adds,
      // @ts-expect-error meeting is a string
      step: { ask: () => done({ meeting: 1 }) },
    });
    definePlugin({
      name: "wrong",
      adds,
      // @ts-expect-error meeting is missing
      step: { ask: () => done() },
    });
  });

  it("not with a branch that it does not have", () => {
    definePlugin({
      name: "wrong",
      // @ts-expect-error there is no line of that name
      step: { ask: () => branch("nowhere"), lines: { sales: line() } },
    });
  });

  it("not with a result of the call that it does not name", () => {
    definePlugin({
      name: "wrong",
      step: {
        // @ts-expect-error neither needs nor reads
        ask: ({ call }) => [speak({ Text: call.results.meeting })],
      },
    });
  });

  it("with what it reads as something that may be missing", () => {
    definePlugin({
      name: "right",
      reads: adds,
      step: {
        ask: ({ call }) => {
          expectTypeOf(call.results.meeting).toEqualTypeOf<string | undefined>();
          return [say];
        },
      },
    });
  });

  it("not with a parameter that its action does not have", () => {
    // @ts-expect-error Key is missing
    playAudio({ AudioSource: { Type: "S3", BucketName: "b" } });
    // @ts-expect-error no such parameter
    speak({ Text: "hi", Volume: 11 });
  });
});

describe("a service compiles", () => {
  interface Greeting {
    readonly text: string;
  }
  const Greeting = token<Greeting>("Greeting");

  it("not with a value of another type than its token", () => {
    // @ts-expect-error text is a string
    value(Greeting, { text: 1 });
    // @ts-expect-error text is missing
    singleton(Greeting, { deps: {}, make: () => ({}) });
    // @ts-expect-error text is missing
    perCall(Greeting, class {});
  });

  it("with the types of its tokens in the handlers", () => {
    definePlugin({
      name: "right",
      deps: { greeting: Greeting },
      step: {
        ask: ({ deps }) => {
          expectTypeOf(deps.greeting).toEqualTypeOf<Greeting>();
          return [speak({ Text: deps.greeting.text })];
        },
      },
    });
  });
});

describe("a command compiles", () => {
  it("with the arguments of its schema", () => {
    command(z.object({ times: z.coerce.number() }), (_, { times }) => {
      expectTypeOf(times).toEqualTypeOf<number>();
    });
  });
});

describe("a plugin carries", () => {
  it("its name, what it needs and what it adds", () => {
    expectTypeOf(finds).toExtend<Plugin<"finds", Record<never, never>, { meeting: string }>>();
    expectTypeOf(joins).toExtend<Plugin<"joins", { meeting: string }, Record<never, never>>>();
  });
});
