import { describe, expect, it } from "vitest";
import * as z from "zod";
import { command, definePlugin, done, end, ivr, stay } from "../../src/index.js";
import { legA, legB, listOf } from "./a-call.js";
import { collect, join, meeting, notice, play, question, say, start } from "./an-ivr.js";

const inAMeeting = async (ivrOf = ivr().use(meeting)) => {
  const begun = start(ivrOf);
  await begun.call.newInboundCall();
  await begun.call.joined();
  return begun;
};

describe("HANGUP of LEG-A with LEG-B up", () => {
  it("hangs up LEG-B, for legs do not hang each other up", async () => {
    const { call } = await inAMeeting();
    expect(listOf(await call.hangup("LEG-A"))).toEqual([`Hangup ${legB}`]);
    expect(call.state.e).toBe(1);
  });

  it("does so whatever features and steps would answer", async () => {
    const talker = definePlugin({ name: "talker", feature: { on: { HANGUP: () => [play("bye")] } } });
    const step = definePlugin({
      name: "meeting",
      step: { ask: () => [join("m-1")], on: { HANGUP: () => stay([say("no")]) } },
    });
    const { call } = await inAMeeting(ivr().use(talker).use(step) as never);
    expect(listOf(await call.hangup("LEG-A"))).toEqual([`Hangup ${legB}`]);
  });
});

describe("HANGUP of LEG-B with LEG-A up", () => {
  it("goes to the step's handler", async () => {
    const step = definePlugin({
      name: "meeting",
      step: { ask: () => [join("m-1")], on: { HANGUP: () => end([say("The meeting is over.")]) } },
    });
    const { call } = await inAMeeting(ivr().use(step) as never);
    expect(listOf(await call.hangup("LEG-B"))).toEqual(["Speak The meeting is over.", `Hangup ${legA}`]);
  });

  it("may go on with the next step", async () => {
    const step = definePlugin({
      name: "meeting",
      step: { ask: () => [join("m-1")], on: { HANGUP: () => done() } },
    });
    const { call } = await inAMeeting(ivr().use(step).use(question("survey")) as never);
    expect(listOf(await call.hangup("LEG-B"))).toEqual(["PlayAudioAndGetDigits survey"]);
  });

  it("without a handler hangs up what is left", async () => {
    const { call } = await inAMeeting();
    expect(listOf(await call.hangup("LEG-B"))).toEqual([`Hangup ${legA}`]);
  });

  it("counts the leg as gone although its status does not say so yet", async () => {
    const { call } = await inAMeeting();
    const event = call.event("HANGUP", {
      ActionData: {
        Type: "Hangup",
        Parameters: { CallId: legB, ParticipantTag: "LEG-B", SipResponseCode: 0 },
      },
    });
    expect(listOf(await call.deliver(event))).toEqual([`Hangup ${legA}`]);
  });

  it("while the call is being ended hangs up the rest", async () => {
    const step = definePlugin({
      name: "meeting",
      step: {
        ask: () => [join("m-1")],
        on: { CALL_UPDATE_REQUESTED: () => end([say("bye")]), HANGUP: () => stay([say("no")]) },
      },
    });
    const { call } = await inAMeeting(ivr().use(step) as never);
    await call.callUpdate({});
    await call.actionSuccessful("Hangup", { Parameters: { CallId: legB } });
    expect(listOf(await call.hangup("LEG-B"))).toEqual([`Hangup ${legA}`]);
  });
});

describe("when the last leg is gone", () => {
  /** Features `one` and `two` and a step, each noting its cleanup. */
  const cleaning = () => {
    const cleaned: string[] = [];
    const feature = <const Name extends string>(name: Name) =>
      definePlugin({ name, feature: { cleanup: () => void cleaned.push(name) } });
    const step = definePlugin({
      name: "meeting",
      step: { ask: () => [join("m-1")], cleanup: () => void cleaned.push("step") },
    });
    return {
      cleaned,
      ...start(ivr().use(feature("one")).use(feature("two")).use(notice("welcome")).use(step)),
    };
  };

  it("every feature and the current step clean up, in reverse order", async () => {
    const { cleaned, call } = cleaning();
    await call.newInboundCall();
    const answer = await call.hangup();
    expect(cleaned).toEqual(["step", "two", "one"]);
    expect(answer.Actions).toEqual([]);
  });

  it("they clean up once, also when a second HANGUP comes", async () => {
    const { cleaned, call } = cleaning();
    await call.newInboundCall();
    await call.joined();
    await call.hangup("LEG-A");
    expect(cleaned).toEqual([]);
    await call.hangup("LEG-B");
    await call.hangup("LEG-A");
    expect(cleaned).toEqual(["step", "two", "one"]);
  });

  it("a cleanup that fails is logged, and the others still run", async () => {
    const cleaned: string[] = [];
    const good = definePlugin({ name: "good", feature: { cleanup: () => void cleaned.push("good") } });
    const bad = definePlugin({
      name: "bad",
      feature: {
        cleanup: () => {
          throw new Error("boom");
        },
      },
    });
    const { call, log } = start(ivr().use(good).use(bad).use(question("pin")));
    await call.newInboundCall();
    await call.hangup();
    expect(cleaned).toEqual(["good"]);
    expect(log.codes).toEqual(["IVR_CLEANUP_FAILED"]);
    expect(log.cause?.message).toBe("boom");
  });

  it("a cleanup reads the state that its part has kept", async () => {
    let kept: unknown;
    const counter = definePlugin({
      name: "counter",
      feature: {
        state: z.object({ count: z.number() }),
        commands: { count: command(z.strictObject({}), counting) },
        cleanup: ({ state }) => {
          kept = state;
        },
      },
    });
    const { call } = start(
      ivr()
        .use(counter)
        .use(definePlugin({ name: "talks", step: { ask: () => [say("hi")] } })),
    );
    await call.newInboundCall();
    await call.callUpdate({ command: "count" });
    await call.callUpdate({ command: "count" });
    await call.hangup();
    expect(kept).toEqual({ count: 2 });
  });

  it("a result that comes after it is still heard, but nothing is sent", async () => {
    const found: unknown[] = [];
    const step = definePlugin({
      name: "voice-mail",
      adds: z.object({ key: z.string() }),
      step: {
        ask: () => [collect("leave-a-message")],
        on: {
          "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ event }) => {
            found.push(event.ActionData.ReceivedDigits);
            return done({ key: "k" }, [say("thanks")]);
          },
        },
      },
    });
    const { call } = start(ivr().use(step).use(question("next")));
    await call.newInboundCall();
    const { o } = call.state;
    await call.hangup();
    call.attributes = { ivr: JSON.stringify({ ...call.state, o }) };
    const answer = await call.actionSuccessful("PlayAudioAndGetDigits", { ReceivedDigits: "1" });
    expect(found).toEqual(["1"]);
    expect(answer.Actions).toEqual([]);
    expect(call.state.r).toEqual({ key: "k" });
  });
});

type Counting = { state: { count: number } | undefined; save: (next: { count: number }) => void };

function counting({ state, save }: Counting) {
  save({ count: (state?.count ?? 0) + 1 });
}
