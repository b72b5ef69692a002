import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { errorPages, toErrorPages, withErrorLinks } from "../errors/pages.mjs";
import { raisedBy, raisedIn } from "../errors/raised.mjs";
import { errorSections } from "../errors/sections.mjs";
import { llmsText } from "../llms.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path) => readFileSync(join(root, path), "utf8");
const markdown = read("docs/errors.md");
const sections = errorSections(markdown);
const texts = new Map(["docs/operate.md", "packages/core/README.md"].map((path) => [path, read(path)]));
const pages = errorPages({ sections, raised: raisedIn(root), texts });
const errorCodes = await closedTable();
const codes = Object.keys(errorCodes);

/** The table of core, without a build of core. */
async function closedTable() {
  const { outputText } = ts.transpileModule(read("packages/core/src/errors.ts"), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  return (await import(`data:text/javascript,${encodeURIComponent(outputText)}`)).errorCodes;
}

const part = (code, heading) =>
  new RegExp(`^## ${heading}\\n\\n(.*?)\\n\\n(?:## |\\[All)`, "ms").exec(
    pages.get(`errors/${code}.md`) ?? "",
  )?.[1];

test("each code of the closed table has its page, and there is no other", () => {
  const expected = [...codes.map((code) => `errors/${code}.md`), "errors/index.md"];
  assert.ok(codes.length > 30);
  assert.deepEqual([...pages.keys()].sort(), expected.sort());
});

for (const code of codes) {
  test(`the page of ${code} says what the table says, and where the code comes from`, () => {
    assert.equal(part(code, "What it means"), errorCodes[code].meaning);
    assert.equal(part(code, "What to do"), errorCodes[code].hint);
    assert.match(part(code, "When") ?? "", /^[A-Z][\s\S]+\.$/);
    assert.match(
      part(code, "Where it comes from") ?? "",
      /^- .*(raised|logged at (warn|error)) in `src\/.+\.ts`$/m,
    );
    assert.match(pages.get("errors/index.md"), new RegExp(`\\[${code}\\]\\(/errors/${code}\\)`));
  });
}

test("the pages lead from one to the next, and the ends to the list", () => {
  const [first, second] = codes.map((code) => pages.get(`errors/${code}.md`));
  assert.match(first, /^prev: \{ text: Error codes, link: \/errors\/ \}$/m);
  assert.match(first, new RegExp(`^next: .*/errors/${codes[1]} `, "m"));
  assert.match(second, new RegExp(`^prev: .*/errors/${codes[0]} `, "m"));
});

test("a page names the other pages that speak of its code", () => {
  assert.equal(part("IVR_PIN_GUESSED", "Read also"), "- [Operate](/docs/operate)");
});

test("docs/errors.md and llms.txt lead to every page", () => {
  const linked = withErrorLinks(markdown, sections);
  const listed = llmsText(pages);
  for (const code of codes) {
    assert.ok(linked.includes(`### ${code}\n\n[More about ${code}](/errors/${code})\n`), code);
    assert.ok(
      listed.includes(`- [${code}](/errors/${code}): ${errorCodes[code].meaning.slice(0, 200)}`),
      code,
    );
  }
});

test("a link to a code of docs/errors.md leads to its page, from wherever it is", () => {
  const given =
    "[a](errors.md#ivr_dead_air) [b](../docs/errors.md#ivr_deadline)\n[c]: ../errors.md#ivr_pin_guessed\n";
  const expected = "[a](/errors/IVR_DEAD_AIR) [b](/errors/IVR_DEADLINE)\n[c]: /errors/IVR_PIN_GUESSED\n";
  assert.equal(toErrorPages(given), expected);
});

test("a link to all of docs/errors.md stays", () => {
  assert.equal(toErrorPages("[errors](errors.md)"), "[errors](errors.md)");
});

test("a section without what to do is refused by name", () => {
  const broken = markdown.replace(/(### IVR_DEADLINE\n[\s\S]*?)\*What to do:\*.*\n/, "$1");
  assert.throws(() => errorSections(broken), /the section IVR_DEADLINE has no remedy/);
});

test("messages are taken from the sources with … for what is filled in, and with the level of the log", () => {
  const found = raisedBy(
    "a.ts",
    `function late(log, ms) {
      const error = new IvrError("IVR_DEADLINE", \`no answer within \${ms} ms\`);
      log.warn(error.message, { code: error.code });
    }
    function full() { throw new IvrError("IVR_MEETING_FULL", why()); }
    // new IvrError("IVR_NEXT_TWICE", "in a comment")
    log.error("IVR_STEP_UNKNOWN: no such step", { code: "IVR_STEP_UNKNOWN" });`,
  );
  assert.deepEqual(found, [
    { code: "IVR_DEADLINE", message: "no answer within … ms", level: "warn" },
    { code: "IVR_MEETING_FULL", message: undefined, level: undefined },
    { code: "IVR_STEP_UNKNOWN", message: "no such step", level: "error" },
  ]);
});
