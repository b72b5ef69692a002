import { readFileSync } from "node:fs";
import { Logger, silentLogger, value } from "@switchhook/core";
import { chimeMeetings, MeetingDirectory } from "@switchhook/plugin-meeting-pin";
import { readLog, replay, simulate, throttle } from "@switchhook/testing";
import "@switchhook/testing/matchers";
import { expect, it } from "vitest";
import { departments } from "../departments/ivr.js";
import { dialIn } from "../migrated/ivr.js";

// #region a-call
it("tells the hours of the department that was chosen", async () => {
  const call = await simulate(departments(value(Logger, silentLogger))).dial();
  expect(call).toBeAskedFor("For sales, press 1. For support, press 2.");
  await call.press("2");
  expect(call).toHear("Welcome to Example Trading.", "Our support team is there day and night.");
  expect(call).toEnd();
});
// #endregion

// #region silence
it("says goodbye to a caller who stays silent", async () => {
  const call = await simulate(departments(value(Logger, silentLogger))).dial();
  await call.untilEnded();
  expect(call).toHear("Goodbye.");
});
// #endregion

// #region faults
const weekly = value(MeetingDirectory, { find: (pin) => (pin === "12345" ? { id: "weekly" } : undefined) });

it("joins the meeting although the meetings service was busy at first", async () => {
  const simulation = simulate(
    { build: ({ client }) => dialIn(chimeMeetings({ client }), weekly, value(Logger, silentLogger)) },
    { faults: { meetings: throttle(1) } },
  );
  const call = await simulation.dial();
  await call.pressSecret("12345#");
  expect(call).toJoinMeeting("weekly");
});
// #endregion

// #region replay
it("answers a call of yesterday's log as it did then", async () => {
  const log = readLog(readFileSync(new URL("calls/departments.jsonl", import.meta.url), "utf8"));
  const differences = await replay(departments(value(Logger, silentLogger)), log);
  expect(log.length).toBeGreaterThan(2);
  expect(differences).toEqual([]);
});
// #endregion
