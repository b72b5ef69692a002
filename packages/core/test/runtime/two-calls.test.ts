import { describe, expect, it } from "vitest";
import * as z from "zod";
import { CurrentCall, definePlugin, done, ivr, perCall, token } from "../../src/index.js";
import { ACall, listOf } from "./a-call.js";
import { collect, say, start } from "./an-ivr.js";

interface Greeter {
  readonly for: string;
  count: number;
}
const Greeter = token<Greeter>("Greeter");

const name = definePlugin({
  name: "name",
  adds: z.object({ name: z.string() }),
  services: [
    perCall(Greeter, {
      deps: { call: CurrentCall },
      make: ({ call }): Greeter => ({ for: call.transactionId, count: 0 }),
    }),
  ],
  step: {
    ask: () => [collect("your-name")],
    on: {
      "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": async ({ event }) => {
        await new Promise((resolve) => setImmediate(resolve));
        return done({ name: event.ActionData.ReceivedDigits ?? "" });
      },
    },
  },
});

const greets = definePlugin({
  name: "greets",
  needs: z.object({ name: z.string() }),
  deps: { greeter: Greeter },
  step: {
    ask: ({ call, deps }) => {
      deps.greeter.count += 1;
      return [say(`${deps.greeter.for} ${call.results.name} ${deps.greeter.count}`)];
    },
  },
});

describe("two calls on one warm Lambda", () => {
  it("share nothing, however their events are interleaved", async () => {
    const { handler } = start(ivr().use(name).use(greets));
    const [ann, bob] = [new ACall(handler, "ann"), new ACall(handler, "bob")];
    await Promise.all([ann.newInboundCall(), bob.newInboundCall()]);
    const answers = await Promise.all([
      ann.actionSuccessful("PlayAudioAndGetDigits", { ReceivedDigits: "111" }),
      bob.actionSuccessful("PlayAudioAndGetDigits", { ReceivedDigits: "222" }),
    ]);
    expect(answers.map(listOf)).toEqual([["Speak ann 111 1"], ["Speak bob 222 1"]]);
    expect([ann.state.r, bob.state.r]).toEqual([{ name: "111" }, { name: "222" }]);
  });

  it("answer the same as one call after the other", async () => {
    const play = async (interleaved: boolean) => {
      const { handler } = start(ivr().use(name).use(greets));
      const calls = ["ann", "bob"].map((id) => new ACall(handler, id));
      const whole = async (call: ACall) => {
        await call.newInboundCall();
        await call.actionSuccessful("PlayAudioAndGetDigits", { ReceivedDigits: "333" });
        await call.hangup();
      };
      if (interleaved) await Promise.all(calls.map(whole));
      else for (const call of calls) await whole(call);
      return calls.map(({ answers }) => answers);
    };
    expect(await play(true)).toEqual(await play(false));
  });

  it("do not see each other's failure", async () => {
    const fails = definePlugin({
      name: "fails",
      step: {
        ask: ({ call }) => {
          if (call.transactionId === "bob") throw new Error("boom");
          return [say("hi")];
        },
      },
    });
    const { handler } = start(ivr().use(fails));
    const [ann, bob] = [new ACall(handler, "ann"), new ACall(handler, "bob")];
    const [first, second] = await Promise.all([ann.newInboundCall(), bob.newInboundCall()]);
    expect(listOf(first)).toEqual(["Speak hi"]);
    expect(listOf(second)?.at(-1)).toBe("Hangup leg-a");
  });
});
