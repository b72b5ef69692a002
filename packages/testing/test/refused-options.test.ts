import { ivr, value } from "@switchhook/core";
import { MeetingDirectory } from "@switchhook/plugin-meeting-pin";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Simulated, Simulation, type SimulationOptions, simulate, throttle } from "../src/index.js";
import { dialIn } from "./flow.js";
import "../src/matchers.js";

const plain = () => ({ SchemaVersion: "1.0", Actions: [{ Type: "Hangup", Parameters: {} }] });
const fake = { find: (pin: string) => (pin === "999" ? { id: "board" } : undefined) };

describe("what would be ignored is refused, with what to do", () => {
  const refusal = async (source: Simulated, options: SimulationOptions) => {
    try {
      await new Simulation(source, options).caller();
    } catch (error) {
      const { code, message, hint } = error as { code?: string; message: string; hint?: string };
      return `${code}: ${message} ${hint}`;
    }
    return "not refused";
  };

  it.each([
    [
      "a fault of a service that there is none of",
      { build: dialIn },
      { faults: { Meetings: throttle(2) } as never },
      /^IVR_OPTIONS_INVALID.*faults\.Meetings: .*there are meetings, voice/,
    ],
    [
      "a promise that there is none of",
      { build: dialIn },
      { without: ["no-dead-ear"] as never },
      /no promise no-dead-ear; there are no-dead-air/,
    ],
    [
      "faults of a handler whose clients lead elsewhere",
      plain,
      { faults: { meetings: throttle() } },
      /simulate\.faults: clients .*\{ build: \(\{ client \}\)/,
    ],
    [
      "faults of an IVR that was given no client",
      ivr(),
      { faults: { meetings: throttle() } },
      /simulate\.faults: clients/,
    ],
    [
      "services of a handler that is not ours",
      plain,
      { services: [value(MeetingDirectory, fake)] },
      /simulate\.services: this handler was not built by ivr\(\).*where it is made/,
    ],
    [
      "a service that the IVR does not know",
      { build: dialIn },
      { services: { MeetingDirektory: fake } },
      /simulate\.services\.MeetingDirektory: .*it knows .*MeetingDirectory, .*Meetings/,
    ],
  ] as const)("%s", async (_, source, options, message) => {
    expect(await refusal(source, options)).toMatch(message);
  });
});

describe("services are replaced", () => {
  it("by the names of their tokens", async () => {
    const call = await simulate({ build: dialIn }, { services: { MeetingDirectory: fake } }).dial();
    await call.press("999#");
    expect(call).toJoinMeeting("board");
  });

  it("by bindings", async () => {
    const call = await simulate({ build: dialIn }, { services: [value(MeetingDirectory, fake)] }).dial();
    await call.press("999#");
    expect(call).toJoinMeeting("board");
  });

  it("of an IVR that is built already, too", async () => {
    const built = {
      build: ({ client }: Parameters<typeof dialIn>[0]) => dialIn({ client }).build() as never,
    };
    const call = await simulate(built, { services: { MeetingDirectory: fake } }).dial();
    await call.press("999#");
    expect(call).toJoinMeeting("board");
  });
});

describe("simulate() outside a test", () => {
  let simulation: Simulation;
  const warned: unknown[] = [];
  beforeAll(() => {
    const warn = vi.spyOn(console, "warn").mockImplementation((...all) => void warned.push(...all));
    simulation = simulate(plain);
    warn.mockRestore();
  });
  afterAll(() => simulation.done());

  it("says who has to end it", () => {
    expect(warned.join()).toContain("await simulation.done()");
  });
});
