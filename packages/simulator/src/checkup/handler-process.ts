import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A handler that is examined: how it answers, and what it writes to its log meanwhile. */
export interface HandlerUnderTest {
  /** Rejects with what the handler threw; after `mostMs` with that it took too long. */
  invoke(event: unknown): Promise<unknown>;
  /** All that was printed until now. */
  log(): string;
  close(): void;
}

/** Makes handlers as Lambda makes environments: each starts with nothing in its memory. */
export interface HandlerFactory {
  fresh(): Promise<HandlerUnderTest>;
  close(): void;
}

type News =
  | { readonly is: "ready" }
  | { readonly is: "broken" | "crash"; readonly text: string }
  | { readonly is: "answer"; readonly id: number; readonly answer: unknown }
  | { readonly is: "threw"; readonly id: number; readonly text: string };

const runner = fileURLToPath(new URL("../../bin/handler-runner.mjs", import.meta.url));

export interface HandlerProcessOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds after which an invocation is given up, and its process with it. */
  readonly mostMs: number;
}

/** Handlers of a module, each in a process of its own; one is always started ahead. */
export function handlerProcesses(file: string, options: HandlerProcessOptions): HandlerFactory {
  const all = new Set<HandlerProcess>();
  const start = () => {
    const made = new HandlerProcess(file, options, () => all.delete(made));
    all.add(made);
    // Whoever waits for it hears of it; an environment that nobody wants any more may fail unheard.
    made.ready.catch(() => {});
    return made;
  };
  let ahead: HandlerProcess | undefined;
  return {
    async fresh() {
      const made = ahead ?? start();
      ahead = start();
      await made.ready;
      return made;
    },
    close() {
      for (const made of all) made.close();
    },
  };
}

class HandlerProcess implements HandlerUnderTest {
  readonly ready: Promise<void>;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  #log = "";
  #last = 0;

  constructor(
    file: string,
    private readonly options: HandlerProcessOptions,
    private readonly closed: () => void,
  ) {
    this.#child = fork(runner, [file], {
      // As Lambda starts it: not with a debugger, loaders or conditions that the check-up itself was started with.
      execArgv: [],
      env: { ...process.env, ...options.environment },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on("data", (data) => {
        this.#log += String(data);
      });
    }
    this.ready = new Promise((resolve, reject) => {
      this.#child.on("message", (news: News) => {
        if (news.is === "ready") resolve();
        else if (news.is === "broken") reject(new Error(news.text));
        else this.#hear(news);
      });
      this.#child.on("exit", (code) => {
        const error = new Error(`the handler ended its process with code ${code}`);
        reject(error);
        this.#failAll(error);
        closed();
      });
    });
  }

  invoke(event: unknown): Promise<unknown> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error(`no answer within ${this.options.mostMs / 1000} s`));
      }, this.options.mostMs);
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          then(value);
        };
      this.#waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
      this.#child.send({ id, event });
    });
  }

  log(): string {
    return this.#log;
  }

  close(): void {
    this.#child.kill("SIGKILL");
    this.closed();
  }

  #hear(news: Exclude<News, { is: "ready" }>): void {
    if (news.is === "crash") this.#failAll(new Error(news.text));
    if (!("id" in news)) return;
    const waiting = this.#waiting.get(news.id);
    this.#waiting.delete(news.id);
    if (news.is === "answer") waiting?.resolve(news.answer);
    else waiting?.reject(new Error(news.text));
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
