import { format } from "node:util";
import { hidden, type KnownSecrets } from "@switchhook/core/harness";

const levels = ["debug", "info", "log", "warn", "error"] as const;

/** Runs a handler with a console that leaves secrets out; Lambda runs one invocation at a time. */
export async function withQuietConsole<T>(secrets: () => KnownSecrets, work: () => Promise<T>): Promise<T> {
  const before = levels.map((level) => [level, console[level]] as const);
  for (const [level, write] of before) {
    console[level] = (...all: unknown[]) => write.call(console, hidden(format(...all), secrets()));
  }
  try {
    return await work();
  } finally {
    for (const [level, write] of before) console[level] = write;
  }
}
