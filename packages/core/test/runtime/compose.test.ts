import { describe, expect, it } from "vitest";
import { compose, type Layer } from "../../src/chain/compose.js";

type Trace = string[];

const layer = (name: string): Layer<Trace, string> => ({
  name,
  async run(trace, next) {
    trace.push(`${name} in`);
    const answer = await next();
    trace.push(`${name} out`);
    return `${name}(${answer})`;
  },
});

const inside = async (trace: Trace) => {
  trace.push("inside");
  return "answer";
};

describe("compose", () => {
  it("runs the layers from the outside in, and back out again", async () => {
    const trace: Trace = [];
    const answer = await compose([layer("a"), layer("b")], inside)(trace);
    expect(trace).toEqual(["a in", "b in", "inside", "b out", "a out"]);
    expect(answer).toBe("a(b(answer))");
  });

  it("without layers is what is inside", async () => {
    expect(await compose([], inside)([])).toBe("answer");
  });

  it("lets a layer answer without going on", async () => {
    const trace: Trace = [];
    const stops: Layer<Trace, string> = { name: "stops", run: async () => "stopped" };
    expect(await compose([layer("a"), stops, layer("b")], inside)(trace)).toBe("a(stopped)");
    expect(trace).toEqual(["a in", "a out"]);
  });

  it("can be run many times", async () => {
    const run = compose([layer("a")], inside);
    expect(await Promise.all([run([]), run([])])).toEqual(["a(answer)", "a(answer)"]);
  });

  it("refuses next() twice", async () => {
    const greedy: Layer<Trace, string> = {
      name: "greedy",
      async run(_, next) {
        await next();
        return next();
      },
    };
    await expect(compose([greedy], inside)([])).rejects.toMatchObject({
      code: "IVR_NEXT_TWICE",
      plugin: "greedy",
    });
  });

  it("refuses next() twice also when the first one is still running", async () => {
    const greedy: Layer<Trace, string> = {
      name: "greedy",
      run: async (_, next) => (await Promise.all([next(), next()])).join(),
    };
    await expect(compose([greedy], inside)([])).rejects.toMatchObject({ code: "IVR_NEXT_TWICE" });
  });

  it("refuses a layer that is finished before its next()", async () => {
    const hasty: Layer<Trace, string> = {
      name: "hasty",
      async run(_, next) {
        void next();
        return "too early";
      },
    };
    const slow = () => new Promise<string>((resolve) => setImmediate(() => resolve("late")));
    await expect(compose([hasty], slow)([])).rejects.toMatchObject({
      code: "IVR_NEXT_NOT_AWAITED",
      plugin: "hasty",
    });
  });

  it("passes an error through as it is", async () => {
    const error = new Error("boom");
    const failing = async () => {
      throw error;
    };
    await expect(compose([layer("a"), layer("b")], failing)([])).rejects.toBe(error);
  });

  it("lets a layer catch what is thrown inside it", async () => {
    const safe: Layer<Trace, string> = { name: "safe", run: (_, next) => next().catch(() => "caught") };
    const failing = async () => {
      throw new Error("boom");
    };
    expect(await compose([safe], failing)([])).toBe("caught");
  });
});
