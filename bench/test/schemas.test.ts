import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkResponse, parseInvocationEvent } from "@switchhook/core/wire";
import publishedEvent from "@switchhook/schemas/event.schema.json" with { type: "json" };
import publishedResponse from "@switchhook/schemas/response.schema.json" with { type: "json" };
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { schemas } from "../src/schemas.mjs";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

const root = new URL("../../", import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, root), "utf8")) as Json;
const files = (kind: string) =>
  readdirSync(new URL(`packages/core/fixtures/${kind}/`, root)).filter((name) => name.endsWith(".json"));
const ajv = new Ajv2020({ strict: false, validateFormats: false });
const [isEvent, isAnswer] = (["event.schema.json", "response.schema.json"] as const).map((name) =>
  ajv.compile(schemas()[name]),
) as [ReturnType<typeof ajv.compile>, ReturnType<typeof ajv.compile>];

const runtimeTakes = (event: Json): boolean => {
  try {
    parseInvocationEvent(event);
    return true;
  } catch {
    return false;
  }
};
const runtimeSends = (answer: Json): boolean => checkResponse(answer).length === 0;

/** The paths of all values in a value. */
const pathsIn = (value: Json, path: Path = []): Path[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) => {
        const at = [...path, Array.isArray(value) ? Number(key) : key];
        return [at, ...pathsIn(inner, at)];
      });

/** A copy in which the place of a path is changed. */
const changed = (value: Json, path: Path, change: (place: never, key: never) => void): Json => {
  const copy = structuredClone(value);
  const place = path.slice(0, -1).reduce<unknown>((at, key) => Reflect.get(at as object, key), copy);
  change(place as never, path.at(-1) as never);
  return copy;
};
const put = (value: Json, path: Path, other: Json): Json =>
  changed(value, path, (place: object, key: string) => Reflect.set(place, key, other));
const leftOut = (value: Json, path: Path): Json =>
  changed(value, path, (place: object, key: string) => Reflect.deleteProperty(place, key));
const misspelt = (value: Json, path: Path): Json =>
  changed(value, path, (place: { [key: string]: Json }, key: string) => {
    place[`${key}s`] = place[key] ?? null;
    delete place[key];
  });
const isNamed = (path: Path): boolean => typeof path.at(-1) === "string";

describe("the JSON Schemas of the wire", () => {
  it("are what the runtime's schemas make: npm run schemas:update", () => {
    expect({ "event.schema.json": publishedEvent, "response.schema.json": publishedResponse }).toEqual(
      schemas(),
    );
  });

  it("are found at their $id, once they are published", () => {
    const { name } = read("packages/schemas/package.json") as { name: string };
    for (const [file, { $id }] of Object.entries(schemas()))
      expect($id).toBe(`https://unpkg.com/${name}/${file}`);
  });

  it("do in the README what it says", () => {
    const readme = readFileSync(new URL("packages/schemas/README.md", root), "utf8");
    const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
    const asserted = code.replace(/^(is.*); \/\/ (true|false)$/gm, "console.log($1 === $2);");
    const told = execFileSync(
      process.execPath,
      ["--no-warnings", "--input-type=module", "--eval", asserted],
      {
        cwd: fileURLToPath(new URL("bench/", root)),
        encoding: "utf8",
      },
    );
    expect(told).toBe("true\ntrue\ntrue\n");
  });
});

describe("the schema of events", () => {
  const events = files("events").map((name) => ({
    name,
    event: read(`packages/core/fixtures/events/${name}`),
  }));

  it.each(events)("takes $name", ({ event }) => {
    expect(isEvent(event), JSON.stringify(isEvent.errors)).toBe(true);
  });

  it.each(events)("judges $name as the runtime does when a value is of another type", ({ event }) => {
    // Of an event that is none of the eleven, the runtime looks at nothing.
    for (const path of pathsIn(event).filter(([key]) => key !== "InvocationEventType")) {
      for (const other of [null, true, 7, "text", [], {}]) {
        const given = put(event, path, other);
        expect(isEvent(given), `${path.join(".")} = ${JSON.stringify(other)}`).toBe(runtimeTakes(given));
      }
    }
  });

  it.each(events)("judges $name as the runtime does when a field is left out", ({ event }) => {
    for (const path of pathsIn(event)
      .filter(isNamed)
      .filter(([key]) => key !== "InvocationEventType")) {
      const given = leftOut(event, path);
      expect(isEvent(given), path.join(".")).toBe(runtimeTakes(given));
    }
  });

  it.each([
    ["action-successful-play-audio-and-get-digits", ["ActionData", "ReceivedDigits"]],
    ["action-successful-record-audio", ["ActionData", "RecordingDestination"]],
    ["action-successful-record-audio", ["ActionData", "RecordingDestination", "Key"]],
    ["action-successful-start-call-recording", ["ActionData", "CallRecordingDestination", "Location"]],
    ["real-action-successful-start-bot-conversation", ["ActionData", "IntentResult", "SessionState"]],
    ["action-failed-play-audio", ["ActionData", "ErrorType"]],
    ["action-failed-join-chime-meeting-error-string", ["ActionData", "Error"]],
    ["action-failed-modify-chime-meeting-attendees", ["ActionData", "ErrorList"]],
    ["action-failed-play-audio", ["ActionData", "Parameters", "AudioSource", "Key"]],
    ["digits-received", ["ActionData", "ReceivedDigits"]],
    ["real-new-outbound-call-with-arguments", ["ActionData", "Parameters", "Arguments"]],
    ["call-update-requested", ["ActionData", "Parameters", "Arguments"]],
    ["hangup-busy-486", ["ActionData", "Parameters", "SipResponseCode"]],
    ["invalid-lambda-response-transaction-attributes", ["ErrorType"]],
  ])("knows in %s the field %j", (name, path) => {
    const event = read(`packages/core/fixtures/events/${name}.json`);
    expect(pathsIn(event).map(String)).toContain(String(path));
    expect(isEvent(put(event, path, 7.5 as Json)) && isEvent(put(event, path, true))).toBe(false);
  });
});

describe("the schema of answers", () => {
  const answers = files("responses").map((name) => ({
    name,
    answer: read(`packages/core/fixtures/responses/${name}`),
  }));

  it.each(answers)("judges $name as the runtime does", ({ answer }) => {
    expect(isAnswer(answer)).toBe(runtimeSends(answer));
  });

  it.each(answers)("judges $name as the runtime does when a field is misspelt", ({ answer }) => {
    for (const path of pathsIn(answer).filter(isNamed)) {
      const given = misspelt(answer, path);
      expect(isAnswer(given), path.join(".")).toBe(runtimeSends(given));
    }
  });

  it.each(answers)("refuses nothing of $name that the runtime sends, whatever its type", ({ answer }) => {
    for (const path of pathsIn(answer)) {
      for (const other of [null, true, 7, "text", [], {}]) {
        const given = put(answer, path, other);
        if (runtimeSends(given)) {
          expect(isAnswer(given), `${path.join(".")} = ${JSON.stringify(other)}`).toBe(true);
        }
      }
    }
  });

  it("refuses an action that was made up", () => {
    const made = { SchemaVersion: "1.0", Actions: [{ Type: "SpeakText", Parameters: { Text: "Hello." } }] };
    expect(isAnswer(made)).toBe(false);
  });
});
