import { callCommands } from "@switchhook/aws";
import { chimeMeetings } from "@switchhook/plugin-meeting-pin";
import { beforeAll, describe, expect, it } from "vitest";
import { anyIvrs } from "../src/campaigns/any-ivr.mjs";
import { deliveries } from "../src/campaigns/deliveries.mjs";
import { faultFlows } from "../src/campaigns/fault-flows.mjs";
import { faults } from "../src/campaigns/faults.mjs";
import { fuzz, mostKept } from "../src/campaigns/fuzz.mjs";
import { grows, soak } from "../src/campaigns/soak.mjs";

// Short forms of `npm run campaign`; the figures of the long ones are in docs/proof.md.
const timeout = 240_000;
const reached = [
  ...["joined", "two in one meeting", "muted", "recorded", "paused", "bridged", "outbound", "updated"],
  ...[
    "other party hung up",
    "uses metrics",
    "uses voiceMail",
    "uses meetingCapture",
    "uses attendeeControls",
  ],
  ...["uses callRecording", "uses languageMenu", "uses menu", "uses collect", "uses rating", "uses greeting"],
  ...["hears hold-music", "hears message-kept", "asks CreateMediaCapturePipeline", "asks DeleteAttendee"],
];

/** What the plugins and services of all flows may ask of AWS themselves, by the name of the operation. */
function declared(): string[] {
  const permissions = [
    ...Object.values(faultFlows).flatMap(({ make }) =>
      make({ client: { region: "us-east-1" } }).permissions(),
    ),
    ...(chimeMeetings().permissions ?? []),
    ...(callCommands().permissions ?? []),
  ];
  const names = permissions.flatMap(({ actions }) => actions.map((action) => action.split(":")[1] ?? action));
  // The service asks for the bucket's policy in the name of whoever captures.
  return [...new Set(names)].filter((name) => name !== "GetBucketPolicy");
}

describe("the campaigns, in short", () => {
  beforeAll(() => {
    process.env.POWERTOOLS_METRICS_DISABLED = "true";
  });

  it("random callers of random IVRs find every promise kept, wherever they get", { timeout }, async () => {
    const { broken, coverage } = await anyIvrs({ calls: 500, seed: 3 });
    expect(broken).toEqual([]);
    expect(reached.filter((what) => !(coverage[what] > 0))).toEqual([]);
  });

  it("whatever fails, every caller notices, and what is left over has its reason", { timeout }, async () => {
    const { cases, operations, silent, broken, unexplained } = await faults({ singles: 12, pairs: 4 });
    expect({ silent, broken, unexplained }).toEqual({ silent: [], broken: [], unexplained: [] });
    expect(cases).toBeGreaterThan(60);
    // What a plugin may ask of AWS is what it declares; all of it fails in some flow.
    expect(declared().filter((operation) => !operations.has(operation))).toEqual([]);
  });

  it("processes that die, events in any order and clocks that jump cost no call", { timeout }, async () => {
    const { joined, problems, left, meetings, ways } = await deliveries({ calls: 60, seed: 7 });
    expect({ problems, left }).toEqual({ problems: [], left: [] });
    expect(joined).toBeGreaterThan(30);
    expect(Object.keys(ways)).toHaveLength(5);
    expect(meetings).toBeLessThanOrEqual(2);
  });

  it("no mutated event makes a handler throw, answer what would be refused, or keep it", {
    timeout,
  }, async () => {
    const { failures, bytesKept, withState } = await fuzz({ events: 3000, seed: 3, ivrs: 10 });
    expect(failures.map(({ why }) => why)).toEqual([]);
    expect(withState).toBeGreaterThan(500);
    expect(bytesKept).toBeLessThan(mostKept);
  });

  it("a warm handler joins every caller of many at once, and does not grow", { timeout }, async () => {
    const { calls, joined, ...tenths } = await soak({ invocations: 20_000, concurrent: 50 });
    expect(joined).toBe(calls - 50);
    expect(grows(tenths)).toBe(false);
  });
});
