import { Clock, ivr, Logger, silentLogger, value } from "@switchhook/core";
import { simulateCall, VirtualClock } from "@switchhook/simulator";
import { describe, expect, it } from "vitest";
import { audioS3, type GreetingOptions, greeting } from "../src/index.js";

const names = ["welcome", "sales", "morning", "night"];
const prompts = Object.fromEntries(names.map((name) => [name, { text: name }]));

async function heard(options: GreetingOptions, { at = 0, to = "+12065550101" } = {}): Promise<string[]> {
  const clock = new VirtualClock();
  await clock.advance(at - clock.now());
  const handler = ivr()
    .use(audioS3({ prompts }))
    .use(greeting(options))
    .bind(value(Clock, clock), value(Logger, silentLogger))
    .build();
  return (await simulateCall({ handler, clock, setup: { to } }).dial()).heard;
}
const at = (time: string) => ({ at: Date.parse(time) });

describe("the greeting", () => {
  it("is one of the called number", async () => {
    const options = { variants: [{ prompt: "sales", numbers: ["+12065550199"] }] };
    expect(await heard(options, { to: "+12065550199" })).toEqual(["sales"]);
    expect(await heard(options, { to: "+12065550101" })).toEqual(["welcome"]);
  });

  it.each([
    ["2027-01-15T05:59:59Z", "welcome"],
    ["2027-01-15T06:00:00Z", "morning"],
    ["2027-01-15T10:59:59Z", "morning"],
    ["2027-01-15T11:00:00Z", "welcome"],
    // The same wall clock an hour earlier, in summer.
    ["2027-07-15T05:00:00Z", "morning"],
    ["2027-07-15T04:59:59Z", "welcome"],
  ])("is one of the time of day in its time zone: at %s %s", async (time, prompt) => {
    const variants = [{ prompt: "morning", from: "07:00", to: "12:00" }];
    expect(await heard({ timeZone: "Europe/Berlin", variants }, at(time))).toEqual([prompt]);
  });

  it.each([
    ["2027-01-15T21:59:00Z", "welcome"],
    ["2027-01-15T22:00:00Z", "night"],
    ["2027-01-16T00:00:00Z", "night"],
    ["2027-01-16T05:59:00Z", "night"],
    ["2027-01-16T06:00:00Z", "welcome"],
  ])("may be one that goes on past midnight: at %s %s", async (time, prompt) => {
    const variants = [{ prompt: "night", from: "22:00", to: "06:00" }];
    expect(await heard({ timeZone: "UTC", variants }, at(time))).toEqual([prompt]);
  });

  it("is the first that fits by all that it says", async () => {
    const variants = [
      { prompt: "sales", numbers: ["+12065550101"], from: "12:00" },
      { prompt: "morning", to: "12:00" },
      { prompt: "night" },
    ];
    const options = { timeZone: "UTC", variants };
    expect(await heard(options, at("2027-01-15T13:00:00Z"))).toEqual(["sales"]);
    expect(await heard(options, at("2027-01-15T11:00:00Z"))).toEqual(["morning"]);
    expect(await heard(options, { ...at("2027-01-15T13:00:00Z"), to: "+12065550102" })).toEqual(["night"]);
  });

  it("is refused with a variant's prompt that nobody defined", async () => {
    await expect(heard({ variants: [{ prompt: "sails" }] })).rejects.toThrow(
      'greeting plays the prompt "sails", which nobody defined',
    );
  });

  it.each<[GreetingOptions, RegExp]>([
    [{ variants: [{ prompt: "night", from: "22:00" }] }, /greeting.timeZone: must be given/],
    [
      { variants: [{ prompt: "night", from: "24:00" }], timeZone: "UTC" },
      /variants\.0\.from: must be a time/,
    ],
    [{ variants: [{ prompt: "night", numbers: ["5550101"] }] }, /variants\.0\.numbers\.0: must be a number/],
    [{ timeZone: "Mars/Olympus" }, /greeting.timeZone: must be a time zone/],
  ])("is refused with bad options %#", (options, message) => {
    expect(() => greeting(options)).toThrow(message);
  });
});
