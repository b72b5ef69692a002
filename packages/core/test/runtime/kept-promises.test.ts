import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  command,
  definePlugin,
  done,
  ivr,
  modifyAttendees,
  nameOfSaid,
  PromptStore,
  startCallRecording,
  stay,
  value,
} from "../../src/index.js";
import { legA, listOf } from "./a-call.js";
import { meeting, play, question, say, start } from "./an-ivr.js";

const prompts = value(PromptStore, {
  play: (said) => play(nameOfSaid(said)),
  collect: () => play("collect"),
});

const modify = () => modifyAttendees({ Operation: "Mute", MeetingId: "m-1", AttendeeList: ["a-1"] });
const record = () =>
  startCallRecording({ CallId: legA, Track: "BOTH", Destination: { Type: "S3", Location: "recordings" } });

/** A feature that mutes by `*6`, and says so when it has worked. */
const mutes = definePlugin({
  name: "mutes",
  feature: {
    digits: { "*6": () => [modify()] },
    on: {
      "ACTION_SUCCESSFUL:ModifyChimeMeetingAttendees": ({ mine }) => (mine ? [play("muted")] : undefined),
    },
  },
});

/** A feature that records by `*9`. */
const records = definePlugin({
  name: "records",
  deps: { prompts: PromptStore },
  feature: {
    digits: { "*9": ({ deps }) => [record(), deps.prompts.play("started")] },
    on: {
      "ACTION_FAILED:StartCallRecording": ({ mine, deps }) =>
        mine ? [deps.prompts.play("failed")] : undefined,
    },
  },
});

const inMeeting = async () => {
  const all = start(ivr().use(mutes).use(records).use(meeting).bind(prompts));
  await all.call.newInboundCall();
  return all;
};

describe("what features send together", () => {
  it("a failed action's own announcement of success is not played again", async () => {
    const { call } = await inMeeting();
    await call.joined();
    await call.digitsReceived("*9");
    const answer = await call.actionFailed("StartCallRecording", "SystemException");
    expect(JSON.stringify(answer.Actions)).toContain("failed.wav");
    expect(JSON.stringify(answer.Actions)).not.toContain("started.wav");
  });

  it("what takes no time comes before what reports, so that the report's answer does not throw it away", async () => {
    const { call } = await inMeeting();
    await call.digitsReceived("*6");
    await call.digitsReceived("*9");
    const answer = await call.joined();
    expect(listOf(answer)).toEqual([
      "ReceiveDigits",
      `StartCallRecording ${legA}`,
      "PlayAudio started",
      "ModifyChimeMeetingAttendees m-1",
    ]);
  });

  it("of two codes typed in one breath both are served", async () => {
    const { call } = await inMeeting();
    await call.joined();
    const types = (await call.digitsReceived("*6*9")).Actions?.map(({ Type }) => Type);
    expect(types).toEqual([
      "ReceiveDigits",
      "StartCallRecording",
      "PlayAudio",
      "ModifyChimeMeetingAttendees",
    ]);
  });
});

describe("commands from outside, while digits are collected", () => {
  const known = definePlugin({
    name: "known",
    feature: { commands: { go: command(z.strictObject({ n: z.coerce.number() }), () => [play("gone")]) } },
  });
  const collecting = async () => {
    const all = start(ivr().use(known).use(question("pin")));
    await all.call.newInboundCall();
    return all;
  };

  it("that nobody declares, or with arguments that do not fit, do not wait", async () => {
    const { call } = await collecting();
    for (let times = 0; times < 40; times += 1)
      await call.callUpdate({ command: "nosuch", text: "x".repeat(200) });
    await call.callUpdate({ command: "go", n: "no number" });
    expect(call.state).not.toHaveProperty("q");
  });

  it("wait, but no more than eight; one too many is dropped and logged", async () => {
    const { call, log } = await collecting();
    for (let times = 0; times < 12; times += 1) await call.callUpdate({ command: "go", n: "1" });
    expect(call.state.q).toHaveLength(8);
    expect(log.codes).toEqual(Array(4).fill("IVR_COMMAND_UNKNOWN"));
  });
});

describe("a step that waits", () => {
  it("goes on waiting after stay()", async () => {
    const waits = definePlugin({
      name: "waits",
      step: { ask: () => stay([], { waits: true }), on: { CALL_UPDATE_REQUESTED: () => stay() } },
    });
    const { call, log } = start(
      ivr()
        .use(definePlugin({ name: "hello", step: { ask: () => done({}, [say("hi")]) } }))
        .use(waits),
    );
    await call.newInboundCall();
    await call.actionSuccessful("Speak");
    await call.callUpdate({ anything: "1" });
    expect(log.codes).toEqual([]);
  });
});

describe("a report of a type that was not asked for", () => {
  it("leaves the list as it is", async () => {
    const step = definePlugin({ name: "talks", step: { ask: () => [play("a"), play("b")] } });
    const { call, log } = start(ivr().use(step));
    await call.newInboundCall();
    expect(await call.actionSuccessful("Speak")).not.toHaveProperty("Actions");
    expect(log.codes).toEqual([]);
  });
});

describe("a cleanup that hangs", () => {
  it("has a second, and the others have theirs", async () => {
    const cleaned: string[] = [];
    const hangs = definePlugin({ name: "hangs", feature: { cleanup: () => new Promise<void>(() => {}) } });
    const cleans = definePlugin({ name: "cleans", feature: { cleanup: () => void cleaned.push("cleans") } });
    const { call, clock, log } = start(ivr().use(cleans).use(hangs).use(question("pin")));
    await call.newInboundCall();
    const answer = call.hangup();
    await clock.advance(1500);
    expect((await answer).Actions).toEqual([]);
    expect(cleaned).toEqual(["cleans"]);
    expect(log.codes).toEqual(["IVR_CLEANUP_FAILED"]);
    expect(log.cause).toMatchObject({ code: "IVR_DEADLINE" });
  });
});

describe("secrets, beyond the event that brings them", () => {
  it("digits that the call keeps are redacted in every later invocation", async () => {
    const account = definePlugin({
      name: "account",
      adds: z.strictObject({ account: z.string() }),
      step: {
        ask: () => [play("ask")],
        on: { "ACTION_SUCCESSFUL:PlayAudio": () => done({ account: "98765" }) },
      },
    });
    const tells = definePlugin({
      name: "tells",
      reads: z.object({ account: z.string() }),
      step: {
        ask: () => [play("more")],
        on: {
          "ACTION_SUCCESSFUL:PlayAudio": ({ call, log }) => {
            log.info(`again ${call.results.account}`);
            return done();
          },
        },
      },
    });
    const { call, log } = start(ivr().use(account).use(tells));
    await call.newInboundCall();
    await call.actionSuccessful("PlayAudio");
    await call.actionSuccessful("PlayAudio");
    expect(JSON.stringify(log.entries)).toContain("again [redacted]");
    expect(JSON.stringify(log.entries)).not.toContain("98765");
  });

  it("a token that the service quotes is not logged", async () => {
    const { call, log } = start(ivr().use(question("pin")));
    await call.newInboundCall();
    const token = "TOKENabcdef0123456789";
    await call.send("INVALID_LAMBDA_RESPONSE", { ErrorType: "Bad", ErrorMessage: `bad JoinToken: ${token}` });
    await call.actionFailed("JoinChimeMeeting", "InvalidActionParameter", { ErrorMessage: `no ${token}` });
    expect(JSON.stringify(log.entries)).not.toContain(token);
    expect(JSON.stringify(log.entries)).toContain("bad JoinToken:");
  });
});

describe("the line of an event that cannot be read, or is of no known type", () => {
  it("still names the transaction and the sequence", async () => {
    const { call, log } = start(ivr().use(question("pin")));
    const names = { transaction: call.transactionId, sequence: 1 };
    await call.deliver({ ...call.event("NEW_INBOUND_CALL"), InvocationEventType: 7 });
    expect(log.invocations[0]).toMatchObject({ ...names, event: "(invalid)", ms: 0 });
    await call.deliver({ ...call.event("SOMETHING_NEW") });
    expect(log.invocations[1]).toMatchObject({ ...names, sequence: 2, event: "(unknown)", ms: 0 });
  });
});
