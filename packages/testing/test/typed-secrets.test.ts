import { describe, expect, it } from "vitest";
import { type Caller, Simulation } from "../src/index.js";
import { type Answer, brokenBy, type Event, foundIn, sound } from "./a-sound-handler.js";

const typed = ({ ActionData }: Event) => ActionData?.ReceivedDigits;

describe("digits that are typed slowly", () => {
  const slowly = async (call: Caller) => {
    for (const keys of ["48", "15", "1"]) await (await call.pressSecret(keys)).wait(2000);
  };

  it("no-secret-in-logs: digits that were typed with pauses", async () => {
    expect(await brokenBy({ says: (event) => `typed ${typed(event)}` }, slowly)).toEqual([
      "no-secret-in-logs",
    ]);
  });

  it("no-secret-in-state: a secret that was typed with pauses", async () => {
    expect(await brokenBy({ keeps: typed }, slowly)).toEqual(["no-secret-in-state"]);
  });

  it("are no secret of the state when none of them was typed as one", async () => {
    const openly = async (call: Caller) => {
      await call.press("48");
      await call.wait(2000);
      await call.press("151");
    };
    expect(await brokenBy({ keeps: typed }, openly)).toEqual([]);
  });
});

describe("a secret in the state", () => {
  const inTwo = async (call: Caller) => {
    await call.pressSecret("48151");
    await call.pressSecret("#");
  };
  const twice = (event: Event): Answer =>
    event.Sequence === 2 ? sound({ ...event, InvocationEventType: "NEW_INBOUND_CALL" }) : sound(event);

  it.each(["#", "12", "1"])("is not what has too few digits: %s", async (keys) => {
    const keeps = () => '{"v":1,"step":"12","at":112}';
    expect(await brokenBy({ keeps, answers: twice }, (call) => call.pressSecret(keys))).toEqual([]);
  });

  it("is not the # that is typed after it", async () => {
    expect(await brokenBy({ keeps: () => "asked", answers: twice }, inTwo)).toEqual([]);
  });

  it.each(["a4815-1", "2026-11-23T21:18:51.151Z", "0.48151", "b48151c2"])(
    "is not a part of an id, a time or a fraction: %s",
    async (kept) => {
      const keys = kept.includes("48151") ? "48151" : "151";
      expect(await brokenBy({ keeps: () => kept, answers: twice }, (call) => call.pressSecret(keys))).toEqual(
        [],
      );
    },
  );

  it("no-secret-in-state: what was typed around a star", async () => {
    const both = (call: Caller) => call.pressSecret("48*15#");
    expect(await brokenBy({ keeps: () => "48*15" }, both)).toEqual(["no-secret-in-state"]);
    expect(await brokenBy({ keeps: () => "4815" }, both)).toEqual(["no-secret-in-state"]);
  });

  it.each([
    ["the next", {}],
    ["the next, with others between them", { other: "kept" }],
  ])("no-secret-in-state: what begins in one attribute of the state and ends in %s", async (_, between) => {
    const simulation = new Simulation(
      (given: unknown) => ({
        ...sound(given as Event),
        TransactionAttributes: { ivr: `${"x".repeat(1000)}:481`, ...between, "ivr.1": "51" },
      }),
      {},
    );
    await (await simulation.dial()).pressSecret("48151");
    expect(await foundIn(simulation)).toEqual(["no-secret-in-state"]);
  });
});
