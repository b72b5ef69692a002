import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { ask } from "../src/ask.js";
import { type Flags, readFlags } from "../src/read-flags.js";

const enter = "\r";
const down = "\u001b[B";
const interrupt = "\u0003";

/** Answers the questions as they come up; each answer is typed once its question is on the screen. */
async function answering(
  flags: Flags,
  answers: readonly (readonly [question: string, keys: readonly string[]])[],
) {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { columns: 120, rows: 40 });
  const left = [...answers];
  let shown = "";
  output.on("data", (bytes: Buffer) => {
    shown += bytes.toString("utf8");
    const [next] = left;
    if (next === undefined || !shown.includes(next[0])) return;
    left.shift();
    shown = "";
    // Not while the question is still being drawn, and one key after the other, as from a keyboard.
    setImmediate(() => {
      for (const key of next[1]) input.write(key);
    });
  });
  const choices = await ask(flags, { input, output });
  expect(left).toEqual([]);
  return choices;
}

describe("the questions of npm create switchhook", () => {
  it("make an IVR of the answers", async () => {
    const choices = await answering(readFlags([]), [
      ["What do you want to make?", [enter]],
      ["What is it called?", ["hotline", enter]],
      ["Which plugins?", [down, down, " ", enter]],
      ["What do callers hear?", [down, enter]],
      ["With a CDK app", [down, enter]],
    ]);
    expect(choices).toEqual({
      template: "ivr",
      name: "hotline",
      plugins: ["meeting-pin", "recording"],
      prompts: "wav",
      deploy: "aws",
    });
  });

  it("are only those that the command line leaves open", async () => {
    const flags = readFlags(["hotline", "--template", "ivr", "--plugins", "none", "--prompts", "wav"]);
    expect(await answering(flags, [["With a CDK app", [enter]]])).toMatchObject({
      plugins: [],
      deploy: "none",
    });
  });

  it("of a plugin are two", async () => {
    const choices = await answering(readFlags([]), [
      ["What do you want to make?", [down, enter]],
      ["What is it called?", [enter]],
    ]);
    expect(choices).toEqual({ template: "plugin", name: "my-plugin" });
  });

  it("ask again when a plugin needs one that was not chosen", async () => {
    const flags = readFlags(["hotline", "--template", "ivr", "--prompts", "wav", "--deploy", "none"]);
    const choices = await answering(flags, [
      ["Which plugins?", [" ", down, " ", enter]],
      ["attendees only acts in a meeting", []],
      ["Which plugins?", [enter]],
    ]);
    expect(choices).toMatchObject({ plugins: ["meeting-pin"] });
  });

  it("answer nothing when the user has had enough", async () => {
    expect(await answering(readFlags([]), [["What do you want to make?", [interrupt]]])).toBeUndefined();
  });
});
