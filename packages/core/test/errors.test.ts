import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { errorCodes, IvrError, type IvrErrorCode } from "../src/index.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const codes = Object.keys(errorCodes) as IvrErrorCode[];

const sources = ["packages", "apps"]
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name, "src")))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(folder, file)),
  )
  .filter((file) => !file.endsWith(join("core", "src", "errors.ts")))
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");

const page = readFileSync(join(root, "docs", "errors.md"), "utf8");
/** What docs/errors.md says below the heading of each code. */
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [code = "", ...text] = section.split("\n");
      return [code.trim(), text.join("\n").trim()] as const;
    }),
);

describe("the table of error codes", () => {
  it.each(codes)("%s has a meaning and a hint, each a sentence", (code) => {
    const { meaning, hint } = errorCodes[code];
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(hint).toMatch(/^[A-Z].*[.?]$/);
  });

  it("has no code that nothing raises or logs", () => {
    expect(codes.filter((code) => !new RegExp(`${code}\\b`).test(sources))).toEqual([]);
  });

  it("has every code that the sources name", () => {
    const named = new Set(sources.match(/\bIVR_[A-Z]+(?:_[A-Z]+)*\b/g));
    expect([...named].filter((code) => !Object.hasOwn(errorCodes, code))).toEqual([]);
  });

  it("is what docs/errors.md lists, and nothing else", () => {
    expect([...sections.keys()].sort()).toEqual([...codes].sort());
  });

  it.each(codes)(
    "docs/errors.md says of %s what it means, when it comes, and what to do, as the table does",
    (code) => {
      const { meaning, hint } = errorCodes[code];
      const when = /^\*When:\* [A-Z][\s\S]+?\.$(?=\n\n)/m;
      expect(sections.get(code)?.replace(when, "WHEN")).toBe(`${meaning}\n\nWHEN\n\n*What to do:* ${hint}`);
    },
  );
});

describe("an IvrError", () => {
  it("says its code, what happened and what to do", () => {
    const error = new IvrError("IVR_DEADLINE", "no answer within 4000 ms");
    expect(error.message).toBe("IVR_DEADLINE: no answer within 4000 ms");
    expect(error.hint).toBe(errorCodes.IVR_DEADLINE.hint);
    expect(error.plugin).toBeUndefined();
    expect(error).not.toHaveProperty("cause");
  });

  it("keeps its cause and the plugin's name, and takes a more exact hint", () => {
    const cause = new Error("boom");
    const error = new IvrError("IVR_HANDLER_FAILED", "it threw", {
      cause,
      plugin: "pin",
      hint: "Look there.",
    });
    expect(error).toMatchObject({ cause, plugin: "pin", hint: "Look there.", name: "IvrError" });
    expect(error).toBeInstanceOf(Error);
  });
});
