import { text } from "node:stream/consumers";

/** What the command is connected to. */
export interface Terminal {
  /** What was asked for. */
  readonly print: (line: string) => void;
  /** What is said beside that. */
  readonly note: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All of the standard input. */
  readonly input: () => Promise<string>;
}

/** The terminal that the process was started from. */
export const terminal: Terminal = {
  print: (line) => console.log(line),
  note: (line) => console.error(line),
  env: process.env,
  input: () => text(process.stdin),
};
