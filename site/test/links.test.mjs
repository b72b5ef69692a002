import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { wrongInSite } from "../links.mjs";

/** What is found in a site of these files. */
function found(context, files, base) {
  const folder = mkdtempSync(join(tmpdir(), "switchhook-site-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ "llms.txt": "- [A](/a): about", "a.html": "", ...files }))
    writeFileSync(join(folder, name), text);
  return wrongInSite(folder, base);
}

test("links to parts that are there are right, on the page itself and on another", (context) => {
  const a = `<h2 id="part"></h2><a class="x" href="#part">here</a><a href="/b.html#other">there</a>`;
  assert.deepEqual(found(context, { "a.html": a, "b.html": `<h2 id="other"></h2>` }), []);
});

test("a link to a part that is not there is found", (context) => {
  const a = `<a href="#gone">here</a><a href="./b#gone">there</a><a href="https://example.com/#x">away</a>`;
  assert.deepEqual(found(context, { "a.html": a, "b.html": "" }), [
    "/a.html: #gone leads to no part of a page",
    "/a.html: ./b#gone leads to no part of a page",
  ]);
});

test("an entry of llms.txt whose page or schema is not in the build is found", (context) => {
  const text = "have JSON Schemas, /schemas/event.schema.json and\n- [A](/a): about\n- [B](/b): about";
  assert.deepEqual(found(context, { "llms.txt": text }), [
    "llms.txt: there is no /schemas/event.schema.json",
    "llms.txt: there is no /b",
  ]);
});

test("links of a site below the root of its host begin with where it stands", (context) => {
  const a = `<h2 id="part"></h2><a href="/docs/b#other">there</a><a href="/b#other">outside</a>`;
  const text = "/docs/schemas/event.schema.json and\n- [A](/docs/a): about\n- [B](/b): about";
  const files = { "a.html": a, "b.html": `<h2 id="other"></h2>`, "llms.txt": text };
  assert.deepEqual(found(context, files, "/docs/"), [
    "/docs/a.html: /b#other leads to no part of a page",
    "llms.txt: there is no /docs/schemas/event.schema.json",
    "llms.txt: there is no /b",
  ]);
});

test("a diagram that is shown as its source is found", (context) => {
  assert.deepEqual(found(context, { "a.html": `<div class="language-mermaid">` }), [
    "/a.html: a diagram is shown as its source text",
  ]);
});
