import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { actionDefinitions, envelopeSchema, eventTypes } from "@switchhook/core/wire";
import * as z from "zod";

// JSON Schema has no flags: names of headers are taken in any case (sma.md 4.9).
const anyCase = (pattern) => pattern.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);
const how = {
  io: "input",
  unrepresentable: "any",
  target: "draft-2020-12",
  override: ({ jsonSchema }) => {
    const { propertyNames } = jsonSchema;
    if (propertyNames?.pattern?.startsWith("^(?:x-")) propertyNames.pattern = anyCase(propertyNames.pattern);
  },
};
const jsonSchema = (schema) => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, how);
  return rest;
};
const guide = "https://docs.aws.amazon.com/chime-sdk/latest/dg";

/** The JSON Schemas of the wire: events as they come, answers as they may be sent. Made from the schemas that the runtime uses. */
export function schemas() {
  const draft = "https://json-schema.org/draft/2020-12/schema";
  const event = jsonSchema(envelopeSchema());
  const actions = Object.values(actionDefinitions).map(({ type, page, request, reports }) => ({
    title: type,
    description: `${guide}/${page}.html${reports ? "; its success is reported at once" : ""}`,
    type: "object",
    properties: { Type: { const: type }, Parameters: jsonSchema(request()) },
    required: ["Type", "Parameters"],
    additionalProperties: false,
  }));
  return {
    "event.schema.json": {
      $schema: draft,
      title: "Invocation event of a SIP media application",
      description: `${guide}/pstn-invocations.html`,
      ...event,
      properties: {
        ...event.properties,
        InvocationEventType: { type: "string", enum: [...eventTypes] },
      },
    },
    "response.schema.json": {
      $schema: draft,
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
    },
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
