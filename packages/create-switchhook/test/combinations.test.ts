import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Workplace } from "./created.js";

const workplace = new Workplace();
afterAll(() => workplace.remove());

const plugins = [
  "none",
  "meeting-pin",
  "meeting-pin,attendees",
  "meeting-pin,recording",
  "meeting-pin,attendees,recording",
];
const combinations = plugins.flatMap((list) => ["spoken", "wav"].map((prompts) => ({ list, prompts })));

async function created(name: string, ...args: string[]): Promise<string> {
  const { code, complained } = await workplace.create([name, ...args]);
  expect(complained).toBe("");
  expect(code).toBe(0);
  workplace.link(name);
  return name;
}

async function typesAndTests(project: string): Promise<void> {
  await workplace.run(project, "node_modules/typescript/bin/tsc");
  const printed = await workplace.run(project, "node_modules/vitest/vitest.mjs", "run", "--reporter=json");
  const { numPassedTests, numTotalTests } = JSON.parse(printed) as Record<string, number>;
  expect(numPassedTests).toBe(numTotalTests);
  expect(numPassedTests).toBeGreaterThan(1);
}

describe("a new IVR passes its type check and its own tests", { timeout: 60_000 }, () => {
  it.each(combinations)("with plugins $list, prompts $prompts", async ({ list, prompts }) => {
    const project = await created(
      `${list.replaceAll(",", "-")}-${prompts}`,
      "--plugins",
      list,
      "--prompts",
      prompts,
    );
    await typesAndTests(project);
    const manifest = readFileSync(join(workplace.folder, project, "package.json"), "utf8");
    expect(manifest.includes("plugin-recording")).toBe(list.includes("recording"));
  });

  it.each([
    ["meeting-pin,attendees,recording", "wav", "12345#, wait 1s, *6, wait 3s, hangup", "mute"],
    ["none", "spoken", "1", "sales"],
  ])("and takes a call on npm start, with plugins %s", async (list, prompts, script, heard) => {
    const project = await created(`phone-${prompts}`, "--plugins", list, "--prompts", prompts);
    await workplace.run(project, "build.mjs");
    const printed = await workplace.run(project, "phone.mjs", "--script", script);
    expect(printed.toLowerCase()).toContain(heard);
  });
});

describe("a new plugin passes its type check and its own tests", { timeout: 60_000 }, () => {
  it.each(["opening-hours", "3-digits"])("called %s", async (name) => {
    const project = await created(name, "--template", "plugin");
    await typesAndTests(project);
    await workplace.run(project, "node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json");
  });
});
