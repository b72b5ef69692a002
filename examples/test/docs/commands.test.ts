import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Command, commandsOf } from "./commands.js";
import { fencesIn, textOf } from "./fences.js";

const root = new URL("../../../", import.meta.url);
const packages = readdirSync(new URL("packages/", root)).filter((name) =>
  existsSync(new URL(`packages/${name}/package.json`, root)),
);
/** Our programs, by name, each with the sources of its package. */
const programs = new Map(
  packages.flatMap((name) => {
    const { bin = {} } = JSON.parse(textOf(`packages/${name}/package.json`)) as { bin?: object };
    return Object.keys(bin).map((program) => [program, sourcesOf(`packages/${name}/src/`)] as const);
  }),
);
/** Programs of others that a page may name. */
const others = new Set(["aws", "cdk", "export"]);

function sourcesOf(folder: string): string {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => textOf(`${folder}${file}`))
    .join("\n");
}

/** The scripts of the manifest that npm finds there; those of a new project are in the parts it is made of. */
function scriptsIn(folder: string): string[] {
  const parts = /^(packages\/create-switchhook\/templates\/\w+\/)(?:base\/)?$/.exec(folder)?.[1];
  const manifests =
    parts === undefined
      ? [`${folder}package.json`]
      : readdirSync(new URL(parts, root), { recursive: true, encoding: "utf8" })
          .filter((file) => file.endsWith("_package.json"))
          .map((file) => `${parts}${file}`);
  return manifests.flatMap((path) =>
    Object.keys((JSON.parse(textOf(path)) as { scripts?: object }).scripts ?? {}),
  );
}

/** What is wrong with a command, as the person would find out who types it. */
function wrongWith({ folder, words }: Command): string[] {
  const [program = "", first = "", ...rest] = words;
  if (program === "npm") {
    if (["ci", "install"].includes(first)) return [];
    if (first === "create") return [...wrongFlags(`create-${rest[0]}`, rest)];
    const script = first === "run" ? (rest[0] ?? "") : first;
    return scriptsIn(folder).includes(script)
      ? []
      : [`there is no script ${script} in ${folder || "the root"}`];
  }
  if (program === "npx") return others.has(first) ? [] : wrongFlags(first, rest);
  if (program === "node")
    return existsSync(new URL(`${folder}${first}`, root)) ? [] : [`there is no ${first}`];
  return others.has(program) ? [] : [`${program} is not known here`];
}

function wrongFlags(program: string, words: readonly string[]): string[] {
  const sources = programs.get(program);
  if (sources === undefined) return [`no package has a program ${program}`];
  const flags = words.flatMap((word) => /^--([a-z][\w-]*)/.exec(word)?.[1] ?? []);
  return flags
    .filter((flag) => !new RegExp(`[\\s{]"?${flag}"?: (?:\\{ type: |many,)`).test(sources))
    .map((flag) => `${program} has no --${flag}`);
}

describe("commands on a page are there, with the flags that they are given:", () => {
  const blocks = fencesIn("sh").map((fence) => [fence.at, fence] as const);
  it.each(blocks)("%s", (_, fence) => {
    const commands = commandsOf(fence);
    expect(commands).not.toEqual([]);
    expect(commands.flatMap(wrongWith)).toEqual([]);
  });
});

describe("a command that is not there is found", () => {
  it.each([
    ["npm run sing", "there is no script sing in the root"],
    ["npx switchhook-phone --loud", "switchhook-phone has no --loud"],
    ["npx switchhook-sing", "no package has a program switchhook-sing"],
    ["npm create switchhook my-ivr -- --colour blue", "create-switchhook has no --colour"],
    [
      "npm create switchhook my-ivr && cd my-ivr && npm run sing",
      "there is no script sing in packages/create-switchhook/templates/ivr/base/",
    ],
    ["export KEYS=$(npx switchhook-pins keys --loud)", "switchhook-pins has no --loud"],
    ["node sing.mjs", "there is no sing.mjs"],
    ["sing", "sing is not known here"],
  ])("%s", (text, wrong) => {
    expect(commandsOf({ page: "README.md", text }).flatMap(wrongWith)).toEqual([wrong]);
  });
});
