import { AsyncLocalStorage } from "node:async_hooks";
import { format, inspect } from "node:util";
import type { KnownSecrets } from "@switchhook/core/harness";
import { withoutSecrets } from "./secrets.js";

/** What a handler writes to the console while it is at work, and after it when it is late. */
export interface Listener {
  secrets(): KnownSecrets;
  /** Whether what is secret is left out, or only noted. */
  readonly hides: boolean;
  /** A line with something secret in it was written. */
  found(): void;
}

const levels = ["debug", "dir", "error", "info", "log", "trace", "warn"] as const;

const listening = new AsyncLocalStorage<Listener>();
const ours = new WeakSet<object>();

/** Runs a handler, and listens to what it writes to the console; what anybody else writes is left alone. */
export function withListener<T>(listener: Listener, work: () => Promise<T>): Promise<T> {
  listenToConsole();
  return listening.run(listener, work);
}

// Never taken back: a handler that is late writes when its invocation is over. Others may have replaced the console since.
function listenToConsole(): void {
  for (const level of levels) {
    const write: (...all: never[]) => void = console[level];
    if (ours.has(write)) continue;
    const heard = (...all: unknown[]) => write.apply(console, asMayBeWritten(level, all) as never[]);
    ours.add(heard);
    console[level] = heard;
  }
}

function asMayBeWritten(level: (typeof levels)[number], all: unknown[]): unknown[] {
  const listener = listening.getStore();
  if (!listener) return all;
  const text = level === "dir" ? inspect(all[0], (all[1] ?? {}) as object) : format(...all);
  const quiet = withoutSecrets(text, listener.secrets());
  // Lambda may print objects as JSON: only what must be changed becomes a text.
  if (quiet === text) return all;
  listener.found();
  return listener.hides ? [quiet] : all;
}
