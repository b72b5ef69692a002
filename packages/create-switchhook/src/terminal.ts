import process from "node:process";
import { ask } from "./ask.js";
import type { Choices } from "./choices.js";
import type { Flags } from "./read-flags.js";

/** Where the command speaks with its user. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Undefined where nobody can be asked. */
  readonly ask: ((flags: Flags) => Promise<Choices | undefined>) | undefined;
  readonly folder: string;
}

/** The terminal that the process was started from. */
export const terminal: Terminal = {
  print: (text) => console.log(text),
  complain: (text) => console.error(text),
  ask: process.stdin.isTTY && process.stdout.isTTY ? ask : undefined,
  folder: process.cwd(),
};
