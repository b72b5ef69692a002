import { existsSync, watch } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { callHandler, type LambdaHandler } from "@switchhook/core/call-handler";
import type { SmaHandler } from "../engine/ports.js";

/** A handler that comes from a file, and is loaded anew when the file changes. */
export interface ModuleHandler {
  readonly handler: SmaHandler;
  /** What it carries under a key, such as the flow of a Switchhook handler. */
  property(key: symbol): unknown;
  close(): void;
}

export interface ModuleHandlerOptions {
  /** Default: loaded once. */
  readonly watch?: boolean;
  readonly onReload?: (problem: string | undefined) => void;
}

// Editors and bundlers write a file in several steps.
const quietMs = 150;

/**
 * Loads the handler that a module exports as `handler`, or by default: ESM or CommonJS, a promise, a value, or in
 * callback style.
 */
export async function loadHandler(
  file: string,
  { watch: watching = false, onReload }: ModuleHandlerOptions = {},
): Promise<ModuleHandler> {
  const path = resolve(file);
  let current = await load(path);
  let timer: NodeJS.Timeout | undefined;
  const reload = () => {
    load(path).then(
      (loaded) => {
        current = loaded;
        onReload?.(undefined);
      },
      // Calls go on with what was there before.
      (error: unknown) => onReload?.(error instanceof Error ? error.message : String(error)),
    );
  };
  // The folder, for a file that is replaced is not watched any more.
  const watcher = watching
    ? watch(dirname(path), (_, name) => {
        if (name !== basename(path)) return;
        clearTimeout(timer);
        timer = setTimeout(reload, quietMs);
      })
    : undefined;
  return {
    handler: (event) => invoke(current, event),
    property: (key) => (current as unknown as Record<symbol, unknown>)[key],
    close() {
      clearTimeout(timer);
      watcher?.close();
    },
  };
}

let loads = 0;

async function load(path: string): Promise<LambdaHandler> {
  if (!existsSync(path)) {
    throw new Error(
      `There is no handler file ${path}: give --handler a file that was built, or build it first.`,
    );
  }
  const require = createRequire(path);
  delete require.cache[path];
  loads += 1;
  const module = (await import(`${pathToFileURL(path).href}?load=${loads}`)) as Record<string, unknown>;
  const inside = (module.default ?? {}) as Record<string, unknown>;
  const found = module.handler ?? inside.handler ?? module.default;
  if (typeof found !== "function") {
    throw new Error(
      `${path} exports ${Object.keys(module).join(", ") || "nothing"}; the handler must be exported as "handler".`,
    );
  }
  return found as LambdaHandler;
}

// Lambda's own limit of an SMA function: the service gives up after 20 s.
const remainingMs = 20_000;

/** Invokes a handler with a context as Lambda makes it. */
function invoke(handler: LambdaHandler, event: unknown): Promise<unknown> {
  const began = Date.now();
  const context = {
    functionName: "switchhook",
    awsRequestId: crypto.randomUUID(),
    getRemainingTimeInMillis: () => remainingMs - (Date.now() - began),
    callbackWaitsForEmptyEventLoop: true,
  };
  return callHandler(handler, event, context);
}
