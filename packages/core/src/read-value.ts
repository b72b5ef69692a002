import * as z from "zod/mini";
import english from "zod/v4/locales/en.js";
import { once } from "./once.js";

const messages = once(() => english().localeError);

// zod would compile an author's schema on first use, which costs a cold start five milliseconds and saves a warm
// invocation little; the small zod that core uses has no messages of its own.
const params: z.core.ParseContext<z.core.$ZodIssue> = {
  jitless: true,
  error: (issue) => messages()(issue),
};

/** Reads a value by a schema of `zod` or `zod/mini`, with messages in English where the schema has none. */
export function readValue<Schema extends z.core.$ZodType>(
  schema: Schema,
  value: unknown,
): z.core.util.SafeParseResult<z.output<Schema>> {
  // Nearly all is as it should be, and needs no messages: those are looked for in what is not.
  const read = schema._zod.run({ value, issues: [] }, { async: false, jitless: true });
  if (!(read instanceof Promise) && read.issues.length === 0) {
    return { success: true, data: read.value as z.output<Schema> };
  }
  return z.safeParse(schema, value, params);
}
