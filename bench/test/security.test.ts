import { existsSync, readdirSync, readFileSync } from "node:fs";
import { audioS3 } from "@switchhook/plugin-audio-s3";
import { joinMeeting, Listing } from "@switchhook/plugin-meeting-pin";
import { callRecording, meetingCapture, voiceMail } from "@switchhook/plugin-recording";
import { describe, expect, it } from "vitest";
import { testsNamedOn } from "./named-tests.js";

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("docs/security.md", root), "utf8");
const named = testsNamedOn(page);

/** The titles of the tests of a file, those that are skipped left out. */
const titlesOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?:\bit|\bit\.each(?:<[^(]*>)?\([\s\S]*?\))\(\s*(["`])((?:(?!\1)[^\n])+)\1/g)].map(
    ([, , title]) => title ?? "",
  );

describe("docs/security.md", () => {
  it.each(named)("$file has the test: $name", ({ file, name }) => {
    const path = new URL(file, root);
    expect(existsSync(path)).toBe(true);
    expect(titlesOf(readFileSync(path, "utf8"))).toContainEqual(expect.stringContaining(name));
  });

  it("has a test for every threat", () => {
    const rows = page.split("\n").filter((line) => /^\| [A-Z]/.test(line));
    expect(named).toHaveLength(rows.length);
    expect(rows.length).toBeGreaterThan(20);
  });
});

const sources = (folder: URL): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(new URL(`${entry.name}/`, folder))
      : [readFileSync(new URL(entry.name, folder), "utf8")],
  );

describe("what a caller types", () => {
  it("no plugin of ours dials", () => {
    const plugins = readdirSync(new URL("packages/", root)).filter((name) => name.startsWith("plugin-"));
    expect(plugins.length).toBeGreaterThan(4);
    for (const plugin of plugins) {
      const text = sources(new URL(`packages/${plugin}/src/`, root)).join("\n");
      expect(text, plugin).not.toMatch(/callAndBridge|CallAndBridge|CreateSipMediaApplicationCall/);
    }
  });
});

const leaving = ["/outside", "folder/", "../other", "a/../../b", "a//b", ".", "a/./b", "a\nb"];
const bucket = "the-bucket";

describe("S3 keys", () => {
  it.each(leaving)("a prefix cannot leave its folder, whatever is put there: %j", (prefix) => {
    const destination = { bucket, prefix };
    expect(() => callRecording({ destination })).toThrow(/destination\.prefix/);
    expect(() => voiceMail({ destination })).toThrow(/destination\.prefix/);
    expect(() => meetingCapture({ destination })).toThrow(/destination\.prefix/);
    expect(() => joinMeeting({ announce: { names: { bucket, prefix } } })).toThrow(/names\.prefix/);
    const recording = { mode: "always" as const, prefix };
    expect(() => Listing.parse({ id: "weekly", recording })).toThrow(/must be names joined by/);
  });

  it.each(leaving)("the key of a prompt is a path below the bucket's folder: not %j", (wav) => {
    expect(() => audioS3({ bucket, prompts: { welcome: { text: "Welcome.", wav } } })).toThrow(
      /welcome\.wav/,
    );
  });

  it("names of prompts, which files are named after, are no paths", () => {
    for (const name of ["../welcome", "a/b", "a b", ""])
      expect(() => audioS3({ bucket, prompts: { [name]: { text: "Welcome." } } })).toThrow(/prompts/);
    expect(() => voiceMail({ destination: { bucket }, prompts: { ask: "../leave-message" } })).toThrow(
      /prompts/,
    );
  });

  it.each(["The-Bucket", "a..b", "bucket/folder", "192.168.0.1", "b"])("%s is no bucket", (name) => {
    expect(() => callRecording({ destination: { bucket: name } })).toThrow(/destination\.bucket/);
    expect(() => audioS3({ bucket: name, prompts: {} })).toThrow(/bucket/);
  });
});
