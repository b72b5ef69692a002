import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { apiEntries } from "../api/entries.mjs";
import { writeApiReference } from "../api/reference.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The reference of a package of one file. */
async function referenceOf(context, source) {
  const folder = mkdtempSync(join(tmpdir(), "switchhook-api-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "src"));
  const files = {
    "package.json": JSON.stringify({ name: "@switchhook/sample", type: "module" }),
    "tsconfig.json": JSON.stringify({ compilerOptions: { strict: true, types: [] }, include: ["src"] }),
    "src/index.ts": source,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const name = "@switchhook/sample";
  const entry = { name, package: name, about: "", folder, source: "src/index.ts" };
  await writeApiReference([entry], join(folder, "api"), join(folder, "tsconfig.json"));
  return readFileSync(join(folder, "api", `${name}.md`), "utf8");
}

test("what is exported has its signature and its sentence, under the name that is imported", async (context) => {
  const page = await referenceOf(
    context,
    "/** Rings, see {@link Bell}. */\nexport function ring(bell: Bell): void {}\n/** A bell. */\nexport interface Bell { readonly tone: string }\n",
  );
  assert.match(page, /^# @switchhook\/sample$/m);
  assert.match(page, /^function ring\(bell\): void;$/m);
  assert.match(page, /^Rings, see \[Bell\]\(#bell\)\.$/m);
});

test("a link that leads nowhere ends the build", async (context) => {
  const broken = "/** Rings, see {@link Gong}. */\nexport function ring(): void {}\n";
  await assert.rejects(() => referenceOf(context, broken), /typedoc has warned/);
});

test("a type that users meet but cannot import ends the build", async (context) => {
  const hidden =
    "interface Bell { readonly tone: string }\n/** Rings. */\nexport function ring(bell: Bell): void {}\n";
  await assert.rejects(() => referenceOf(context, hidden), /typedoc has warned/);
});

test("all that published packages export is in the reference", () => {
  const names = apiEntries(root).map(({ name }) => name);
  for (const name of ["@switchhook/core", "@switchhook/core/wire", "@switchhook/testing/matchers"]) {
    assert.ok(names.includes(name), name);
  }
  assert.ok(!names.some((name) => name.startsWith("create-switchhook")));
});
