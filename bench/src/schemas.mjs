import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { actionDefinitions } from "@switchhook/core/wire";
import { eventSchema } from "./schemas/event-schema.mjs";
import { guide, jsonSchema } from "./schemas/json-schema.mjs";

// An address that leads to the file, as the first thing that a reader of `$id` tries.
const published = "https://unpkg.com/@switchhook/schemas";
const draft = "https://json-schema.org/draft/2020-12/schema";

/** The JSON Schemas of the wire: events as they come, answers as they may be sent. Made from the schemas that the runtime uses. */
export const schemas = () => ({
  "event.schema.json": { $schema: draft, $id: `${published}/event.schema.json`, ...eventSchema() },
  "response.schema.json": { $schema: draft, $id: `${published}/response.schema.json`, ...responseSchema() },
});

function responseSchema() {
  const actions = Object.values(actionDefinitions).map(({ type, page, request, reports }) => ({
    title: type,
    description: `${guide}/${page}.html${reports ? "; its success is reported at once" : ""}`,
    type: "object",
    properties: { Type: { const: type }, Parameters: jsonSchema(request()) },
    required: ["Type", "Parameters"],
    additionalProperties: false,
  }));
  return {
    title: "Answer to an invocation event",
    description: `${guide}/invoke-on-call-leg.html`,
    type: "object",
    properties: {
      SchemaVersion: { const: "1.0" },
      Actions: { anyOf: [{ type: "null" }, { type: "array", maxItems: 10, items: { oneOf: actions } }] },
      TransactionAttributes: { anyOf: [{ type: "null" }, { type: "object" }] },
    },
    required: ["SchemaVersion"],
    additionalProperties: false,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, schema] of Object.entries(schemas())) {
    writeFileSync(
      new URL(`../../packages/schemas/${name}`, import.meta.url),
      `${JSON.stringify(schema, undefined, 2)}\n`,
    );
  }
}
