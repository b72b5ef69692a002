import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const app = join(root, "apps/lambda");
const cli = createRequire(import.meta.url).resolve("aws-cdk/bin/cdk");

// What the app is deployed from, for a cdk.json of its own.
const workplace = mkdtempSync(join(tmpdir(), "switchhook-cdk-commands-"));
afterAll(() => rmSync(workplace, { recursive: true }));
for (const part of ["cdk", "dist", "prompts"])
  cpSync(join(app, part), join(workplace, part), { recursive: true });
symlinkSync(join(root, "node_modules"), join(workplace, "node_modules"));

const answers = new Map<string, ReturnType<typeof run>>();
/** What cdk answers, asked once for each cdk.json. */
function cdk(json: string, ...args: readonly string[]) {
  const asked = [json, ...args].join(" ");
  const answer = answers.get(asked) ?? run(json, args);
  answers.set(asked, answer);
  return answer;
}
function run(json: string, args: readonly string[]) {
  writeFileSync(join(workplace, "cdk.json"), json);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, ...args, "--no-notices", "--no-version-reporting"],
    { cwd: workplace, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

/** What a page has put into cdk.json before its commands, and those. */
function deploymentOn(page: string) {
  const text = readFileSync(join(root, page), "utf8");
  const [, put = "{}"] =
    /<!-- held by \S*\/cdk-commands\.test\.ts -->\n```json\n([\s\S]*?)```/.exec(text) ?? [];
  const commands = [...text.matchAll(/^npx cdk ([^#\n]+)/gm)].map(([, words = ""]) =>
    words.trim().split(/\s+/),
  );
  return { put: JSON.parse(put) as { context?: object }, commands };
}

describe.each(["apps/lambda/cdk/README.md", "docs/deploy.md"])("whoever follows %s", (page) => {
  const { put, commands } = deploymentOn(page);
  const given = JSON.parse(readFileSync(join(app, "cdk.json"), "utf8"));
  const json = JSON.stringify({ ...given, context: { ...given.context, ...put.context } });

  it("calls cdk with what it knows", { timeout: 60_000 }, () => {
    expect(commands.map(([name]) => name)).toEqual(expect.arrayContaining(["bootstrap", "deploy"]));
    for (const [name = "", ...words] of commands) {
      const { status, stdout } = cdk(json, name, "--help");
      expect(status, name).toBe(0);
      for (const flag of words.filter((word) => word.startsWith("--"))) expect(stdout, name).toContain(flag);
    }
  });

  it("has the stacks at every command, for each of them runs the app", { timeout: 120_000 }, () => {
    for (const words of commands) {
      const context = words.flatMap((word, at) => (word === "--context" ? words.slice(at, at + 2) : []));
      expect(cdk(json, "list", ...context)).toMatchObject({
        status: 0,
        stdout: "switchhook-pins\nswitchhook-dial-in-us-east-1\nswitchhook-calls\n",
      });
    }
  });
});
