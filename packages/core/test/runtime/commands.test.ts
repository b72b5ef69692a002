import { describe, expect, it } from "vitest";
import * as z from "zod";
import { command, definePlugin, ivr, stay } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { play, question, say, start } from "./an-ivr.js";

const announcer = definePlugin({
  name: "announcer",
  feature: {
    commands: {
      announce: command(z.strictObject({ times: z.coerce.number().int().min(1).max(3) }), (_, { times }) =>
        Array.from({ length: times }, (_, index) => play(`gong-${index}`)),
      ),
      nothing: command(z.strictObject({}), () => {}),
    },
  },
});

const talks = definePlugin({ name: "talks", step: { ask: () => [say("hello")] } });

const begun = async () => {
  const all = start(ivr().use(announcer).use(talks));
  await all.call.newInboundCall();
  return all;
};

describe("CALL_UPDATE_REQUESTED", () => {
  it("goes to the feature that declares the command, with its arguments parsed", async () => {
    const { call } = await begun();
    const answer = await call.callUpdate({ command: "announce", times: "2" });
    expect(listOf(answer)).toEqual(["PlayAudio gong-0", "PlayAudio gong-1", "Speak hello"]);
  });

  it("with wrong arguments keeps the list and is logged, without the values", async () => {
    const { call, log } = await begun();
    expect(await call.callUpdate({ command: "announce", times: "987" })).not.toHaveProperty("Actions");
    expect(log.codes).toEqual(["IVR_COMMAND_UNKNOWN"]);
    expect(log.entries[1]?.fields).toMatchObject({
      plugin: "announcer",
      command: "announce",
      wrong: [expect.stringMatching(/^times: /)],
    });
    expect(JSON.stringify(log.entries)).not.toContain("987");
  });

  it("with an unknown command keeps the list and is logged", async () => {
    const { call, log } = await begun();
    expect(await call.callUpdate({ command: "dance" })).not.toHaveProperty("Actions");
    expect(log.entries[1]?.fields).toMatchObject({ code: "IVR_COMMAND_UNKNOWN", command: "dance" });
    expect(call.state.o).toBe("talks:Speak");
  });

  it("without a command keeps the list and is logged", async () => {
    const { call, log } = await begun();
    expect(await call.callUpdate({})).not.toHaveProperty("Actions");
    expect(log.entries[1]?.fields).toMatchObject({ code: "IVR_COMMAND_UNKNOWN", command: "none" });
  });

  it("whose command answers nothing keeps the list", async () => {
    const { call, log } = await begun();
    expect(await call.callUpdate({ command: "nothing" })).not.toHaveProperty("Actions");
    expect(log.codes).toEqual([]);
  });

  it("that no feature declares goes to the current step", async () => {
    const step = definePlugin({
      name: "talks",
      step: {
        ask: () => [say("hello")],
        on: {
          CALL_UPDATE_REQUESTED: ({ event }) =>
            stay([say(event.ActionData?.Parameters?.Arguments?.text ?? "nothing")]),
        },
      },
    });
    const { call, log } = start(ivr().use(announcer).use(step));
    await call.newInboundCall();
    expect(listOf(await call.callUpdate({ text: "news" }))).toEqual(["Speak news"]);
    expect(log.codes).toEqual([]);
  });

  it("waits while an action runs that is going to report and cannot be cut short", async () => {
    const { call } = start(ivr().use(announcer).use(question("pin")).use(question("next")));
    await call.newInboundCall();
    expect(await call.callUpdate({ command: "announce", times: "1" })).not.toHaveProperty("Actions");
    expect(call.state.q).toEqual([["announce", { times: "1" }]]);
    const answer = await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(listOf(answer)).toEqual(["PlayAudio gong-0", "PlayAudioAndGetDigits next"]);
    expect(call.state).not.toHaveProperty("q");
  });

  it("is not confused by a command that has the name of an inherited property", async () => {
    const { call, log } = await begun();
    expect(await call.callUpdate({ command: "constructor" })).not.toHaveProperty("Actions");
    expect(log.codes).toEqual(["IVR_COMMAND_UNKNOWN"]);
  });
});
