import * as z from "zod";
import type { CallFile } from "./call-log.js";

let schema: z.ZodType<CallFile> | undefined;

/** What a file of a call must have; what happened in it is shown as it is. */
export function callFile(): z.ZodType<CallFile> {
  schema ??= z.looseObject({
    switchhookCall: z.literal(1),
    summary: z.looseObject({ id: z.string(), from: z.string(), to: z.string(), startedAt: z.number() }),
    entries: z.array(
      z.looseObject({
        is: z.literal("entry"),
        call: z.string(),
        index: z.number(),
        entry: z.looseObject({ kind: z.string(), at: z.number() }),
      }),
    ),
    snapshots: z.array(
      z.looseObject({ sequence: z.number(), type: z.string(), legs: z.array(z.looseObject({})) }),
    ),
  }) as unknown as z.ZodType<CallFile>;
  return schema;
}
