import { describe, expect, it } from "vitest";
import type { Caller } from "../src/index.js";
import { brokenBy, type Event } from "./a-sound-handler.js";

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
