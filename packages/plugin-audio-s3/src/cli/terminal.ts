/** How far something has come. */
export interface Progress {
  /** One more is done. */
  readonly advance: (what: string) => void;
  readonly finish: (what: string) => void;
}

/** What the command is connected to. */
export interface Terminal {
  /** What was asked for. */
  readonly print: (line: string) => void;
  /** What is said beside that. */
  readonly note: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asks the person who sits there; undefined when nobody does. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Shows how far it has come, of so many in all. */
  readonly progress: (what: string, all: number) => Promise<Progress>;
}

const person = process.stdin.isTTY && process.stderr.isTTY;

async function confirm(question: string): Promise<boolean> {
  const clack = await import("@clack/prompts");
  return (await clack.confirm({ message: question, initialValue: false, output: process.stderr })) === true;
}

async function shown(what: string, all: number): Promise<Progress> {
  const clack = await import("@clack/prompts");
  const bar = clack.progress({ max: all, output: process.stderr });
  bar.start(what);
  return { advance: (done) => bar.advance(1, done), finish: (done) => bar.stop(done) };
}

/** The terminal that the process was started from. */
export const terminal: Terminal = {
  print: (line) => console.log(line),
  note: (line) => console.error(line),
  env: process.env,
  confirm: person ? confirm : undefined,
  // In a log a bar would be many lines of nothing.
  progress: person ? shown : async () => ({ advance: () => undefined, finish: () => undefined }),
};
