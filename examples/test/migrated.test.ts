import { Logger, silentLogger, value } from "@switchhook/core";
import { MeetingDirectory, Meetings } from "@switchhook/plugin-meeting-pin";
import { simulateCall } from "@switchhook/simulator";
import { type LoggedExchange, replay } from "@switchhook/testing";
import { describe, expect, it } from "vitest";
import { handler } from "../migrated/both.js";
import { hardened } from "../migrated/hardened.js";
import { dialIn } from "../migrated/ivr.js";
import { legacyHandler } from "../migrated/legacy.js";

const join = async () => ({ MeetingId: "meeting-1", JoinToken: "a-join-token" });
const services = [
  value(MeetingDirectory, { find: (pin: string) => (pin === "12345" ? { id: "weekly" } : undefined) }),
  value(Meetings, {
    admit: async () => ({ meetingId: "meeting-1", attendeeId: "attendee-1", joinToken: "a-join-token" }),
    release: async () => {},
    attendees: async () => [],
    end: async () => {},
  }),
  value(Logger, silentLogger),
];
const rooms = { join: () => ({ attendeeId: "attendee-1", leave() {} }), mute: () => [] };
const dial = (tested: (event: never) => unknown, to = "+12065550101") =>
  simulateCall({ handler: async (event) => tested(event as never), rooms, setup: { to } }).dial();
const joins = (call: Awaited<ReturnType<typeof dial>>) => call.trace.some(({ kind }) => kind === "joined");

const sides = {
  "the old handler": legacyHandler(join),
  "the old handler, hardened": hardened(join, { logger: silentLogger }),
  "the flow of plugins": dialIn(...services),
};

describe("a handler on its way over", () => {
  it.each(Object.entries(sides))("joins a caller with a right PIN on every step: %s", async (_, tested) => {
    const call = await (await dial(tested as never)).enter("12345");
    expect(call.heard).toEqual(["Please enter your PIN."]);
    expect(joins(call)).toBe(true);
  });

  it("leaves a silent caller in silence as it was, and not any more from step one on", async () => {
    const silent = async (tested: unknown) => (await dial(tested as never)).elapse(90_000);
    expect((await silent(sides["the old handler"])).problems.join()).toMatch(/dead air/);
    for (const side of ["the old handler, hardened", "the flow of plugins"] as const) {
      const call = await silent(sides[side]);
      expect(call.problems).toEqual([]);
      expect(call.call.ended).toBe(true);
    }
  });

  it("is answered with the same kinds of actions as yesterday, when yesterday's call is replayed", async () => {
    const log: LoggedExchange[] = [];
    const logged = async (event: never) => {
      const answer = await sides["the old handler"](event);
      log.push({ event, answer });
      return answer;
    };
    const call = await (await dial(logged)).enter("12345");
    await call.hangUp();
    const differences = await replay(async (event) => sides["the flow of plugins"](event as never), log);
    const typesOf = (actions: string) =>
      (JSON.parse(actions) as { readonly Type: string }[]).map(({ Type }) => Type);
    expect(log).toHaveLength(4);
    for (const { was, is } of differences) expect(typesOf(is)).toEqual(typesOf(was));
  });

  const moving = (share: number) => handler({ join, services, share, logger: silentLogger }) as never;
  const dialled = async (share: number, to?: string) => (await dial(moving(share), to)).untilEnded();
  // Only the new flow says goodbye.
  const goodbye = "Please check your PIN and call again.";

  it("has its own number in step three, before it has any share", async () => {
    expect((await dialled(0, "+12065550199")).heard.at(-1)).toBe(goodbye);
    expect((await dialled(0)).heard).not.toContain(goodbye);
  });

  it("has every call once its share is the whole", async () => {
    expect((await dialled(1)).heard.at(-1)).toBe(goodbye);
  });
});
