import * as z from "zod";

export const guide = "https://docs.aws.amazon.com/chime-sdk/latest/dg";

// JSON Schema has no flags: names of headers are taken in any case (wire.md 4.9).
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

/** What a schema of the runtime takes, as JSON Schema. */
export const jsonSchema = (schema) => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, how);
  return rest;
};
