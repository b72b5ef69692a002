import { readdirSync, readFileSync } from "node:fs";
import { checkResponse } from "@switchhook/core/wire";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { schemas } from "../src/schemas.mjs";

const root = new URL("../../", import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, root), "utf8")) as unknown;
const files = (kind: string) =>
  readdirSync(new URL(`packages/core/fixtures/${kind}/`, root)).filter((name) => name.endsWith(".json"));
const ajv = new Ajv2020({ strict: false, validateFormats: false });
const validators = Object.fromEntries(
  Object.entries(schemas()).map(([name, schema]) => [name, ajv.compile(schema as object)]),
);

describe("the JSON Schemas of the wire", () => {
  it.each(Object.keys(schemas()))(
    "%s of @switchhook/schemas is what the runtime's schemas make: npm run schemas:update",
    (name) => {
      expect(read(`packages/schemas/${name}`)).toEqual(schemas()[name as keyof ReturnType<typeof schemas>]);
    },
  );

  it.each(files("events"))("takes the event %s", (name) => {
    const valid = validators["event.schema.json"];
    expect(valid?.(read(`packages/core/fixtures/events/${name}`)), JSON.stringify(valid?.errors)).toBe(true);
  });

  it.each(files("responses"))("judges the answer %s as the runtime does", (name) => {
    const response = read(`packages/core/fixtures/responses/${name}`);
    expect(validators["response.schema.json"]?.(response)).toBe(checkResponse(response).length === 0);
  });

  it("refuses fields that were made up", () => {
    const made = { SchemaVersion: "1.0", Actions: [{ Type: "SpeakText", Parameters: { Text: "Hello." } }] };
    expect(validators["response.schema.json"]?.(made)).toBe(false);
  });
});
