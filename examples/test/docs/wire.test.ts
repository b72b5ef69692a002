import { execFileSync } from "node:child_process";
import { actionIssues, checkResponse, isKnownEvent, parseInvocationEvent } from "@switchhook/core/wire";
import { describe, expect, it } from "vitest";
import { fences, textOf } from "./fences.js";

const shown = fences
  .filter(({ page }) => page === "docs/wire.md")
  .map(({ at, text }) => [at, JSON.parse(text) as Readonly<Record<string, unknown>>] as const);
/** What the page calls CD1, and writes out once. */
const callDetails = shown.find(([, json]) => json.TransactionId !== undefined)?.[1];

/** Whatever JSON a section shows: an event, an answer, or one action of it. */
function check(json: Readonly<Record<string, unknown>>): void {
  if (json.InvocationEventType !== undefined) {
    // Of an event that is like another one, the page has only words for its call.
    const event = typeof json.CallDetails === "string" ? { ...json, CallDetails: callDetails } : json;
    expect(isKnownEvent(parseInvocationEvent(event))).toBe(true);
  } else if (json.SchemaVersion !== undefined) expect(checkResponse(json)).toEqual([]);
  else expect(actionIssues(json, "the action")).toEqual([]);
}

describe("docs/wire.md shows events that are read, and actions that keep every rule:", () => {
  it.each(shown.filter(([, json]) => json !== callDetails))("%s", (_, json) => check(json));

  it("of every event and most actions", () => expect(shown.length).toBeGreaterThan(25));
});

it("a section that sources and tests cite is one of docs/wire.md", () => {
  const sections = ["grep", "-hoE", "[a-z]+\\.md [0-9]+(\\.[0-9]+)?", "--", "*.ts", "*.mjs"];
  const cwd = new URL("../../../", import.meta.url);
  const cited = execFileSync("git", sections, { cwd, encoding: "utf8" }).trim().split("\n");
  const there = [...textOf("docs/wire.md").matchAll(/^##+ ([\d.]+?)\.? /gm)].map(
    ([, number]) => `wire.md ${number}`,
  );
  expect(cited.length).toBeGreaterThan(60);
  expect(cited.filter((one) => !there.includes(one))).toEqual([]);
});
