import { describe, expect, it } from "vitest";
import { definePlugin, done, hangup, ivr } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { join, play, question, start } from "./an-ivr.js";

const leaves = definePlugin({
  name: "leaves",
  feature: {
    digits: { "*0": ({ call }) => (call.legB ? [hangup({ CallId: call.legB.callId })] : []) },
  },
});
const meeting = definePlugin({
  name: "meeting",
  step: {
    ask: () => [join("m-1")],
    on: { "ACTION_SUCCESSFUL:Hangup": () => done({}, [play("left")]) },
  },
});

describe("a caller who is taken out of a meeting by a feature (4.5)", () => {
  it("goes on where the step says", async () => {
    const { call } = start(ivr().use(leaves).use(meeting).use(question("more")));
    await call.newInboundCall();
    await call.joined();
    expect(listOf(await call.digitsReceived("*0"))).toContain("Hangup leg-b");
    call.legGone("LEG-B");
    expect(listOf(await call.actionSuccessful("Hangup"))).toEqual(
      expect.arrayContaining(["PlayAudio left", "PlayAudioAndGetDigits more"]),
    );
  });

  it("is not hung up when the HANGUP of that leg comes after its report (4.5)", async () => {
    const { call } = start(ivr().use(leaves).use(meeting).use(question("more")));
    await call.newInboundCall();
    await call.joined();
    await call.digitsReceived("*0");
    call.legGone("LEG-B");
    await call.actionSuccessful("Hangup");
    expect(listOf(await call.hangup("LEG-B"))).toBeUndefined();
  });

  it("is hung up with the next meeting that ends, when no step has anything for him", async () => {
    const { call } = start(ivr().use(leaves).use(meeting).use(question("more")));
    await call.newInboundCall();
    await call.joined();
    await call.digitsReceived("*0");
    call.legGone("LEG-B");
    await call.actionSuccessful("Hangup");
    call.withLegB();
    await call.digitsReceived("5");
    expect(listOf(await call.hangup("LEG-B"))).toEqual(["Hangup leg-a"]);
  });
});
