import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Choices } from "../src/choices.js";
import { Workplace } from "./created.js";

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace.remove());

const manifestOf = (project: string) =>
  JSON.parse(readFileSync(join(workplace.folder, project, "package.json"), "utf8"));
const own = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const workspace = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));

describe("npm create switchhook", () => {
  it("takes defaults for what is not said, where nobody can be asked", async () => {
    const { code, printed } = await workplace.create(["my-line"]);
    expect(code).toBe(0);
    expect(printed).toContain("cd my-line\n  npm install\n  npm test\n  npm start");
    expect(Object.keys(manifestOf("my-line").dependencies)).toEqual([
      "@switchhook/core",
      "@switchhook/plugin-audio-s3",
      "@switchhook/plugin-meeting-pin",
      "zod",
    ]);
  });

  it("asks for nothing but what the command line leaves open, and makes what was answered", async () => {
    const asked: unknown[] = [];
    const answer: Choices = {
      template: "ivr",
      name: "answered",
      plugins: [],
      prompts: "wav",
      deploy: "none",
    };
    const { code } = await workplace.create(["--prompts", "wav"], async ({ name, prompts, plugins }) => {
      asked.push({ name, prompts, plugins });
      return answer;
    });
    expect(code).toBe(0);
    expect(asked).toEqual([{ name: undefined, prompts: "wav", plugins: undefined }]);
    expect(readdirSync(join(workplace.folder, "answered/prompts"))).toContain("departments.wav");
  });

  it("writes nothing when the user has had enough", async () => {
    expect(await workplace.create([], async () => undefined)).toMatchObject({ code: 1 });
    expect(readdirSync(workplace.folder)).toEqual([]);
  });

  it("does not ask with --yes", async () => {
    const never = () => Promise.reject(new Error("asked"));
    expect(await workplace.create(["my-line", "--yes"], never)).toMatchObject({ code: 0 });
  });

  it("tells everything that is wrong with the command line at once, and writes nothing", async () => {
    const args = ["My Line", "--plugins", "attendees,fax", "--prompts", "sung", "--deploy", "moon"];
    const { code, complained } = await workplace.create(args);
    expect(code).toBe(2);
    expect(complained).toContain(
      'name: expected a package name of a-z 0-9 . _ - such as my-ivr, given "My Line"',
    );
    expect(complained).toContain(
      "--plugins: expected none, or some of meeting-pin, attendees, recording, menu, given fax",
    );
    expect(complained).toContain(
      "plugins: attendees only acts in a meeting; add meeting-pin, or leave it out",
    );
    expect(complained).toContain('--prompts: expected spoken or wav, given "sung"');
    expect(complained).toContain('--deploy: expected aws or none, given "moon"');
    expect(readdirSync(workplace.folder)).toEqual([]);
  });

  it.each([
    [["--colour", "blue"], "--colour"],
    [["it", "--template", "plugin", "--plugins", "none"], "--plugins: only of --template ivr"],
    [["one", "two"], "name: expected one, given one, two"],
    [[], "name: expected one, such as my-ivr, given none"],
    [["../up"], "name: expected a package name"],
  ])("refuses %j", async (args, problem) => {
    const { code, complained } = await workplace.create(args);
    expect(code).toBe(2);
    expect(complained).toContain(problem);
  });

  it("leaves a folder alone that has something in it", async () => {
    mkdirSync(join(workplace.folder, "there"));
    writeFileSync(join(workplace.folder, "there/work.txt"), "mine");
    const { code, complained } = await workplace.create(["there"]);
    expect(code).toBe(2);
    expect(complained).toContain("is not empty: it has work.txt");
    expect(readdirSync(join(workplace.folder, "there"))).toEqual(["work.txt"]);
  });

  it("calls a scoped package's folder by the last part of its name", async () => {
    await workplace.create(["@team/hotline", "--template", "plugin"]);
    expect(manifestOf("hotline").name).toBe("@team/hotline");
    expect(readdirSync(join(workplace.folder, "hotline/src"))).toEqual(["hotline.ts", "index.ts"]);
    expect(readFileSync(join(workplace.folder, "hotline/README.md"), "utf8")).toContain(
      "`hotline` is what `@team/hotline`",
    );
  });
});

describe("what was created", () => {
  it.each([["ivr"], ["plugin"]])(
    "has packages of this release, and other versions as the workspace: %s",
    async (template) => {
      await workplace.create(["it", "--template", template]);
      const { dependencies, devDependencies, peerDependencies = {} } = manifestOf("it");
      const all: Record<string, string> = { ...dependencies, ...devDependencies, ...peerDependencies };
      for (const [name, range] of Object.entries(all)) {
        if (name.startsWith("@switchhook/")) expect(range, name).toBe(`^${own.version}`);
        else if (name in workspace.devDependencies) expect(range, name).toBe(workspace.devDependencies[name]);
      }
      expect(all["@switchhook/core"]).toBeDefined();
    },
  );

  it.each([
    ["ivr", ["--plugins", "none"]],
    ["ivr", ["--plugins", "meeting-pin,attendees,recording", "--prompts", "wav", "--deploy", "aws"]],
    ["plugin", []],
  ])("has no mark and no word of the template left: %s %j", async (template, args) => {
    await workplace.create(["hotline", "--template", template, ...args]);
    const folder = join(workplace.folder, "hotline");
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const paths = files.map(({ parentPath, name }) => join(parentPath, name));
    expect(paths.map((path) => path.slice(folder.length + 1))).toContain(".gitignore");
    for (const path of paths.filter((name) => !name.endsWith(".wav"))) {
      expect(readFileSync(path, "utf8"), path).not.toMatch(/#if|#end|my-ivr|my-stack|my-?plugin/i);
    }
  });
});
