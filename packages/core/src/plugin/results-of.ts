import type * as z from "zod/mini";

/** The results that a schema of `adds`, `needs` or `reads` names, each with its own schema. */
export const resultsOf = (schema: z.core.$ZodObject | undefined): Readonly<Record<string, z.core.$ZodType>> =>
  schema?._zod.def.shape ?? {};
