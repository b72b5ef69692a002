import * as z from "zod/mini";
import { IvrError } from "../errors.js";
import { readValue } from "../read-value.js";

/** Checks the options of a plugin; all that is wrong is in the one `IVR_OPTIONS_INVALID`. */
export function parseOptions<Schema extends z.core.$ZodType>(
  plugin: string,
  schema: Schema,
  options: unknown,
): z.output<Schema> {
  const parsed = readValue(schema, options);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (issue) => `- ${[plugin, ...issue.path].join(".")}: ${issue.message}${given(options, issue.path)}`,
  );
  throw new IvrError("IVR_OPTIONS_INVALID", `the options of ${plugin} are wrong:\n${lines.join("\n")}`, {
    plugin,
    cause: parsed.error,
  });
}

function given(options: unknown, path: readonly PropertyKey[]): string {
  const at = path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    options,
  );
  if (at === undefined) return "";
  return `, given ${typeof at === "function" ? "a function" : JSON.stringify(at).slice(0, 80)}`;
}
