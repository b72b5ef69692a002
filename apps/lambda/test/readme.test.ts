import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Ivr, IvrHandler } from "@switchhook/core";
import { ivrKey } from "@switchhook/core/harness";
import { describe, expect, it } from "vitest";
import { environment, readConfig } from "../src/config.js";
import { dialIn } from "../src/ivr.js";

const page = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");

it("the transcript in README.md is what its command prints", () => {
  const [, script, shown] =
    /npm start -- --script "(.+)"\n```\n\n<!-- held by \S*lambda\/test\/readme\.test\.ts -->\n```text\n([\s\S]*?)```/.exec(
      page,
    ) ?? [];
  const start = fileURLToPath(new URL("../bin/start.mjs", import.meta.url));
  const printed = execFileSync(process.execPath, [start, "--script", script ?? ""], { encoding: "utf8" });
  // A meeting has another id each time.
  const stable = (text = ""): string => text.replace(/in the meeting [\da-f]{8}/, "in the meeting 00000000");
  expect(stable(printed)).toBe(stable(shown));
});

/** The rows of the table of README.md that has this heading. */
const rowsOf = (heading: string): readonly (readonly string[])[] => {
  const [, rows = ""] = page.split(`${heading}\n|---|---|---|\n`)[1]?.match(/^((?:\|.*\n)+)/) ?? [];
  return rows
    .trim()
    .split("\n")
    .map((row) => row.split("|").slice(1, -1));
};
const quoted = (cell = ""): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);

it("the variables in README.md are all that the app reads", () => {
  const named = rowsOf("| variable | what it is | default |").flatMap(([cell]) => quoted(cell));
  expect(named.sort()).toEqual(Object.keys(environment.shape).sort());
});

describe("the permissions in README.md are those that the app declares, with its meetings in", () => {
  const stated = rowsOf("| meetings in | permissions | on |").map(([where = "", actions, on]) => ({
    where: where.trim(),
    each: quoted(actions).map((action) => `${action} on ${quoted(on)[0]}`),
  }));
  it.each([
    ["a file", "demo-meetings.json", ["any"]],
    ["a table", "dynamodb:TABLE", ["any", "a table"]],
  ])("%s", (_, MEETING_DIRECTORY, where) => {
    const PIN_KEYS = Buffer.alloc(32, 7).toString("base64");
    const handler = dialIn(
      readConfig({ PROMPT_BUCKET: "prompts", RECORDING_BUCKET: "recordings", MEETING_DIRECTORY, PIN_KEYS }),
    ) as IvrHandler & { readonly [ivrKey]: Pick<Ivr, "permissions"> };
    const declared = handler[ivrKey]
      .permissions()
      .flatMap(({ actions, resource }) => actions.map((action) => `${action} on ${written(resource)}`));
    const rows = stated.filter((row) => where.includes(row.where));
    expect(rows.flatMap(({ each }) => each).sort()).toEqual(declared.sort());
  });
});

const inWords: Readonly<Record<string, string>> = {
  Partition: "aws",
  Region: "REGION",
  AccountId: "ACCOUNT",
};
/** An ARN as pages write it. */
const written = (resource: string): string =>
  resource.replace(/\$\{AWS::(\w+)\}/g, (all, name: string) => inWords[name] ?? all);
