import { cpus } from "node:os";
import { describe, expect, it, vi } from "vitest";
import { madeBy } from "../src/proof.mjs";

vi.mock("node:os", async (original) => {
  const os = await original<typeof import("node:os")>();
  return { ...os, cpus: vi.fn(os.cpus), availableParallelism: () => 2 };
});
const machineOf = (model: string | undefined) =>
  vi.mocked(cpus).mockReturnValueOnce((model === undefined ? [] : [{ model }]) as ReturnType<typeof cpus>);

describe("the line that a section of the proof begins with", () => {
  it("names the command, the day, the versions and the machine", () => {
    vi.useFakeTimers({ now: Date.parse("2026-01-02T12:00:00Z"), toFake: ["Date"] });
    machineOf("AMD EPYC 9R14  ");
    expect(madeBy("bench:runtime", "aws-lambda-ric 3.3.0")).toBe(
      `Made by \`npm run bench:runtime\` on 2026-01-02, Node ${process.versions.node}, aws-lambda-ric 3.3.0, 2 cores of AMD EPYC 9R14`,
    );
    vi.useRealTimers();
  });

  it.each([undefined, "", "unknown"])(
    "names at least the architecture where Node knows no processor: %j",
    (model) => {
      machineOf(model);
      expect(madeBy("bench")).toMatch(new RegExp(`, 2 cores of ${process.arch}$`));
    },
  );
});
