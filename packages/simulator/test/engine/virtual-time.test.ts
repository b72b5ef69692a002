import { describe, expect, it } from "vitest";
import { simulateCall, VirtualClock } from "../../src/index.js";
import { callTo, collect, hangup, pause, play } from "./handlers.js";

describe("time on a virtual clock", () => {
  it("does not go back where a handler has used more of it than the caller waits", async () => {
    const clock = new VirtualClock();
    const began = clock.now();
    const call = simulateCall({
      clock,
      handler: async () => {
        await clock.advance(3000);
        return { SchemaVersion: "1.0", Actions: [play("one")] };
      },
    });
    call.call.begin();
    await call.elapse(200);
    expect(clock.now() - began).toBeGreaterThanOrEqual(3000);
  });

  it("does not pass for one caller while the handler is at work for another", async () => {
    const clock = new VirtualClock();
    const began = clock.now();
    let asked = 0;
    const working = async () => {
      if (++asked === 1) await new Promise((resolve) => setTimeout(resolve, 30));
      return { SchemaVersion: "1.0", Actions: [pause(30_000)] };
    };
    const [one, other] = [
      simulateCall({ clock, handler: working }),
      simulateCall({ clock, handler: working }),
    ];
    let answeredAt: number | undefined;
    one.call.begin();
    void one.answered().then(() => {
      answeredAt = clock.now();
    });
    other.call.begin();
    await other.elapse(10_000);
    expect(answeredAt).toBe(began);
  });

  it("passes on while nothing is asked any more: what was answered may begin with a pause", async () => {
    const call = await callTo((_, index) =>
      index === 0 ? [collect()] : index === 1 ? [pause(5000), play("after"), hangup()] : undefined,
    ).dial();
    await call.enter("123#");
    expect(call.heard).toEqual(["ask", "after"]);
  });
});
