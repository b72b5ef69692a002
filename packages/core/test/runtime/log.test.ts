import { describe, expect, it } from "vitest";
import * as z from "zod";
import { command, definePlugin, done, ivr } from "../../src/index.js";
import { collect, join, notice, question, say, start } from "./an-ivr.js";

const answered = "PlayAudioAndGetDigits";

describe("the line of an invocation", () => {
  it("says what came, where the call was and is, and what was answered", async () => {
    const { call, log } = start(ivr().use(notice("welcome")).use(question("pin")).use(question("next")));
    await call.newInboundCall();
    await call.actionSuccessful(answered);
    expect(log.invocations).toEqual([
      {
        transaction: call.transactionId,
        sequence: 1,
        event: "NEW_INBOUND_CALL",
        stepBefore: "",
        stepAfter: "pin",
        actions: ["PlayAudio", answered],
        ms: 0,
      },
      {
        transaction: call.transactionId,
        sequence: 2,
        event: "ACTION_SUCCESSFUL:PlayAudioAndGetDigits",
        stepBefore: "pin",
        stepAfter: "next",
        actions: [answered],
        ms: 0,
      },
    ]);
  });

  it("says when the IVR has cleaned up, which is once", async () => {
    const { call, log } = start(ivr().use(question("pin")));
    await call.newInboundCall();
    await call.hangup();
    await call.hangup();
    expect(log.invocations.map(({ cleanedUp }) => cleanedUp)).toEqual([undefined, true, undefined]);
  });

  it("says that the list goes on, that it is the end, and that the fallback answered", async () => {
    const { call, log } = start(ivr().use(question("pin")));
    await call.newInboundCall();
    await call.callUpdate({});
    await call.actionSuccessful(answered);
    await call.send("INVALID_LAMBDA_RESPONSE", { ErrorType: "x" });
    expect(log.invocations.slice(1)).toMatchObject([
      { actions: "(list goes on)", stepAfter: "pin" },
      { actions: ["Hangup"], stepAfter: "(end)" },
      { actions: ["Hangup"], stepAfter: "(fallback)" },
    ]);
  });

  it("is one, also for an event that cannot be read", async () => {
    const { handler, log } = start(ivr().use(question("pin")));
    await handler("{}");
    await handler({ InvocationEventType: "SOMETHING_NEW" });
    expect(log.invocations.map(({ event }) => event)).toEqual(["(invalid)", "(unknown)"]);
  });
});

describe("an entry of a plugin", () => {
  it("names the transaction and the plugin", async () => {
    const step = definePlugin({
      name: "talks",
      step: {
        ask: ({ log }) => {
          log.info("asked", { prompt: "hi" });
          return [say("hi")];
        },
      },
    });
    const { call, log } = start(ivr().use(step));
    await call.newInboundCall();
    expect(log.entries[0]).toEqual({
      level: "info",
      message: "asked",
      fields: { transaction: call.transactionId, sequence: 1, plugin: "talks", prompt: "hi" },
    });
  });
});

describe("what no log shows", () => {
  const leaky = definePlugin({
    name: "leaky",
    step: {
      ask: () => [collect("enter-pin")],
      on: {
        "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ event, call, log }) => {
          const digits = event.ActionData.ReceivedDigits ?? "";
          log.info(`looking for ${digits} of ${call.legA.from}`, {
            digits,
            meeting: { JoinToken: "jt-secret", pin: digits },
            text: `from ${call.legA.from} to ${call.legA.to}`,
          });
          const cause = new Error(`no row for ${digits}`, { cause: new Error(`SELECT '${digits}'`) });
          throw new Error(`lookup of ${digits} failed`, { cause });
        },
      },
    },
  });

  const shown = async () => {
    const { call, log } = start(ivr().use(leaky));
    await call.newInboundCall();
    await call.actionSuccessful(answered, { ReceivedDigits: "481516#" });
    return JSON.stringify(log.entries);
  };

  it("is digits, also in free text and in the causes of errors", async () => {
    const text = await shown();
    expect(text).not.toContain("481516");
    expect(text).toContain("lookup of [redacted] failed");
    expect(text).toContain("no row for [redacted]");
    expect(text).toContain("SELECT '[redacted]'");
  });

  it("is tokens", async () => {
    const text = await shown();
    expect(text).not.toContain("jt-secret");
    expect(text).toContain('"JoinToken":"[redacted]"');
  });

  it("is phone numbers, but for their last two digits", async () => {
    const text = await shown();
    expect(text).not.toMatch(/\+?12065550/);
    expect(text).toContain("from ***42 to ***01");
  });

  it("is the join token of an answer that was refused", async () => {
    const step = definePlugin({
      name: "meeting",
      step: {
        ask: () =>
          done({}, [{ Type: "JoinChimeMeeting", Parameters: { JoinToken: "jt-secret", MeetingId: "" } }]),
      },
    });
    const { call, log } = start(
      ivr()
        .use(step)
        .use(definePlugin({ name: "m", step: { ask: () => [join("m")] } })),
    );
    await call.newInboundCall();
    expect(log.codes).toEqual(["IVR_RESPONSE_INVALID"]);
    expect(JSON.stringify(log.entries)).not.toContain("jt-secret");
  });

  it("is the digits of a PIN in an event of a wrong shape", async () => {
    const { call, handler, log } = start(ivr().use(leaky));
    const event = call.event("ACTION_SUCCESSFUL", {
      ActionData: { Type: answered, ReceivedDigits: ["481516"], Parameters: { CallId: "leg-a" } },
    });
    await handler(event);
    expect(log.codes).toEqual(["IVR_EVENT_INVALID"]);
    expect(JSON.stringify(log.entries)).not.toContain("481516");
  });

  it("is the arguments of a command", async () => {
    const feature = definePlugin({
      name: "feature",
      feature: { commands: { pay: command(z.object({ card: z.string() }), () => {}) } },
    });
    const { call, log } = start(ivr().use(feature).use(leaky));
    await call.newInboundCall();
    await call.callUpdate({ command: "pay", card: "4111111111111111" });
    expect(JSON.stringify(log.entries)).not.toContain("4111111111111111");
  });
});
