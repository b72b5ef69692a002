import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Action, definePlugin, ivr, token, value } from "../../src/index.js";
import { collect, play, question, say, start } from "./an-ivr.js";

interface Seen {
  readonly mine: boolean;
  readonly done: readonly string[];
  readonly pending: readonly string[];
  readonly dropped: readonly string[];
}

/** A feature that says things when the call begins, and notes what events tell it of them. */
function flow(actions: readonly Action[] = [play("one"), collect("two")]) {
  const seen: Seen[] = [];
  const note = ({ mine, done, pending, dropped }: Seen) => void seen.push({ mine, done, pending, dropped });
  const notices = definePlugin({
    name: "notices",
    feature: {
      on: {
        NEW_INBOUND_CALL: () => actions,
        ACTION_SUCCESSFUL: note,
        ACTION_FAILED: note,
        DIGITS_RECEIVED: note,
      },
    },
  });
  return { seen, ...start(ivr().use(notices).use(question("name"))) };
}
const nothing: Seen = { mine: false, done: [], pending: [], dropped: [] };

describe("what a feature is told of its actions", () => {
  it("is what a report shows to have been carried out before it, and what is still to come", async () => {
    const { call, seen } = flow();
    await call.newInboundCall();
    await call.digitsReceived("5");
    await call.actionSuccessful("PlayAudioAndGetDigits");
    await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(seen).toEqual([
      { ...nothing, pending: ["PlayAudio", "PlayAudioAndGetDigits"] },
      { ...nothing, mine: true, done: ["PlayAudio", "PlayAudioAndGetDigits"] },
      nothing,
    ]);
  });

  it("is what a failure has dropped (wire.md 4.3)", async () => {
    const { call, seen } = flow();
    await call.newInboundCall();
    await call.actionFailed("PlayAudio", "SystemException");
    expect(seen).toEqual([{ ...nothing, mine: true, dropped: ["PlayAudioAndGetDigits"] }]);
  });

  it("is not what stands in front of another action that may be what failed (wire.md 4.1)", async () => {
    const { call, seen } = flow([play("one"), say("two"), play("three"), collect("four")]);
    await call.newInboundCall();
    await call.actionFailed("PlayAudio", "SystemException");
    expect(seen).toEqual([{ ...nothing, mine: true, dropped: ["PlayAudioAndGetDigits"] }]);
  });

  it("is nothing of a failure of another list", async () => {
    const { call, seen } = flow();
    await call.newInboundCall();
    await call.actionFailed("VoiceFocus", "SystemException");
    expect(seen).toEqual([nothing]);
  });
});

describe("what features keep", () => {
  it("can be read by other plugins, as it is at that moment", async () => {
    const seen: unknown[] = [];
    const keeps = definePlugin({
      name: "keeps",
      feature: {
        state: z.object({ count: z.number() }),
        on: { NEW_INBOUND_CALL: ({ save }) => save({ count: 1 }) },
      },
    });
    const reads = definePlugin({
      name: "reads",
      step: {
        ask: ({ call }) => {
          seen.push(call.features.keeps);
          return [collect("name")];
        },
      },
    });
    await start(ivr().use(keeps).use(reads)).call.newInboundCall();
    expect(seen).toEqual([{ count: 1 }]);
  });
});

describe("a service that several plugins offer", () => {
  const Colour = token<string>("Colour");
  const offering = <const Name extends string>(name: Name, binding: ReturnType<typeof value>) =>
    definePlugin({ name, services: [binding] });

  it("is one when it is the same binding, and refused when it is not", () => {
    const red = value(Colour, "red");
    expect(() =>
      ivr().use(offering("a", red)).use(offering("b", red)).use(question("q")).build(),
    ).not.toThrow();
    expect(() =>
      ivr()
        .use(offering("a", red))
        .use(offering("b", value(Colour, "red")))
        .use(question("q"))
        .build(),
    ).toThrow("the service Colour is claimed by a and by b");
  });
});
