import type { Logger } from "@switchhook/core";
import { redactingLogger } from "@switchhook/core/harness";
import type { InvocationEvent } from "@switchhook/core/wire";
import type { Guard, GuardMode, HardenSettings } from "./options.js";
import { secretsIn } from "./secrets.js";

type Level = "debug" | "warn" | "error";

/** The guards of one invocation: whether each may act, and what it says in the log. */
export class Guards {
  readonly log: Logger;
  readonly taken: string[] = [];
  readonly #modes: HardenSettings["guards"];

  constructor(event: InvocationEvent, { guards, logger }: HardenSettings) {
    this.#modes = guards;
    this.log = redactingLogger(logger, () => secretsIn(event), {
      transaction: event.CallDetails.TransactionId,
      sequence: event.Sequence,
    });
  }

  /** Whether the guard looks at all. */
  looks(guard: Guard): boolean {
    return this.#modes[guard] !== "off";
  }

  /** Whether the guard acts; in `report` it only says that it would. */
  takes(guard: Guard, what: string, level: Level = "warn", error?: unknown): boolean {
    const mode = this.#modes[guard];
    this.#say(guard, mode, what, level, error);
    return mode === "on";
  }

  /** Has a guard that sees too little of the call to act say what it sees. */
  reports(guard: Guard, what: string): void {
    if (this.looks(guard)) this.#say(guard, "report", what, "warn");
  }

  #say(guard: Guard, mode: GuardMode, what: string, level: Level, error?: unknown): void {
    if (mode === "off") return;
    this.taken.push(mode === "on" ? guard : `(${guard})`);
    // Whoever has asked for a report is not to miss it.
    const at = mode === "report" && level === "debug" ? "warn" : level;
    this.log[at](`${mode === "on" ? "guarded" : "would be guarded"}: ${guard}: ${what}`, {
      guard,
      mode,
      ...(error !== undefined && { error }),
    });
  }
}
