import * as z from "zod/mini";
import { IvrError } from "../errors.js";
import { freezeDeep } from "../freeze.js";
import type { ErasedDefinition } from "../plugin/define-plugin.js";
import type { HandlerArgs, Keeps } from "../plugin/handler-args.js";
import { readValue } from "../read-value.js";
import { type Logger, loggerOf } from "../services/logger.js";
import type { TokenMap } from "../services/services.js";
import { type Invocation, resolve } from "./invocation.js";

const noDeps: TokenMap = {};

/** What every handler of a plugin receives. */
export const handlerArgs = (
  plugin: string,
  definition: ErasedDefinition,
  invocation: Invocation,
): HandlerArgs<Record<never, never>, TokenMap> => ({
  call: invocation.call as HandlerArgs<Record<never, never>, TokenMap>["call"],
  deps: resolve(invocation, definition.deps ?? noDeps),
  log: ofPlugin(invocation.log, plugin),
  signal: invocation.signal,
  idempotencyKey: invocation.idempotencyKey,
});

const ofPlugin = (log: Logger, plugin: string): Logger =>
  loggerOf((level, message, fields) => log[level](message, { plugin, ...fields }));

/** A plugin's own state: what it kept, checked, and the way to keep the next. */
export function stateKeeper(
  plugin: string,
  schema: z.core.$ZodType | undefined,
  kept: unknown,
  keep: (next: unknown) => void,
): Keeps<unknown> {
  // What an older version kept may have another shape; then it is as if nothing had been kept.
  const read = schema && kept !== undefined ? readValue(schema, kept) : undefined;
  return {
    state: read?.success ? freezeDeep(read.data) : undefined,
    save(next) {
      const checked = schema && readValue(schema, next);
      if (!checked?.success) {
        const why = checked
          ? checked.error.issues
              .map((issue) => `${issue.path.join(".") || "state"}: ${issue.message}`)
              .join("; ")
          : "the plugin declares no `state`";
        throw new IvrError("IVR_PLUGIN_STATE_INVALID", `save() of ${plugin}: ${why}`, { plugin });
      }
      keep(checked.data);
    },
  };
}
