import * as z from "zod";
import { faultNames } from "../aws/faults.js";
import type { PageMessage } from "./protocol.js";

const texts = () => z.record(z.string().max(200), z.string().max(4000));
const id = () => z.string().regex(/^[\w-]{1,80}$/);
const number = () => z.string().min(1).max(128);

let schema: z.ZodType<PageMessage> | undefined;

/** What a page may say; anything else is refused before it reaches a call. */
export function pageMessage(): z.ZodType<PageMessage> {
  schema ??= z.discriminatedUnion("do", [
    z.object({ do: z.literal("open phone"), phone: id(), number: number() }),
    z.object({ do: z.literal("close phone"), phone: id() }),
    z.object({
      do: z.literal("dial"),
      phone: id(),
      to: number(),
      from: number(),
      sipHeaders: texts().exactOptional(),
    }),
    z.object({ do: z.enum(["answer", "refuse", "hang up"]), phone: id() }),
    z.object({ do: z.literal("key"), phone: id(), key: z.string().regex(/^[0-9*#]$/) }),
    z.object({ do: z.literal("say"), phone: id(), text: z.string().max(1000) }),
    z.object({ do: z.literal("place call"), to: number(), from: number(), args: texts().exactOptional() }),
    z.object({ do: z.literal("update"), call: id(), args: texts() }),
    z.object({ do: z.literal("go on from"), call: id(), sequence: z.int().min(1).max(1000), phone: id() }),
    z.object({
      do: z.literal("fault"),
      target: z.union([
        z.object({ action: z.string().max(60), errorType: z.string().max(60), call: id().exactOptional() }),
        z.object({
          service: z.string().max(60),
          operation: z.string().max(80),
          kind: z.enum(faultNames),
        }),
      ]),
      times: z.int().min(1).max(1000),
    }),
  ]);
  return schema;
}
