import { type Action, actionDefinitions, isReporting } from "@switchhook/core/wire";
import type { Ending, Running } from "./actions/runner.js";
import type { SimLeg } from "./legs.js";
import type { Happening } from "./trace.js";

/** What a list needs of its call. */
export interface ListHost {
  /** Carries an action out; `finish` is called once, unless the action is cancelled. */
  run(action: Action, leg: SimLeg | undefined, finish: (ending: Ending) => void): Running | undefined;
  legOf(action: Action): SimLeg | undefined;
  /** Reports to the handler, whose answer decides how the list goes on. */
  report(type: "ACTION_SUCCESSFUL" | "ACTION_FAILED", data: object): void;
  tell(happening: Happening): void;
  /** Nothing runs, nothing is left. */
  finished(): void;
}

interface Current {
  readonly action: Action;
  readonly leg: SimLeg | undefined;
  run: Running | undefined;
}

/** The action list of a call: one after the other, replaced as a whole, cleared by a failure (wire.md 4.1 to 4.3). */
export class ActionList {
  #pending: readonly Action[] = [];
  #current: Current | undefined;
  #held = 0;
  #closed = false;

  constructor(private readonly host: ListHost) {}

  get acting(): boolean {
    return this.#current !== undefined || this.#pending.length > 0;
  }

  get current(): Readonly<Current> | undefined {
    return this.#current;
  }

  /** The pending actions are replaced; the one that runs finishes first. */
  replace(actions: readonly Action[]): void {
    this.#pending = actions;
  }

  /** Nothing more is started until the report that goes out now is answered. */
  hold(): void {
    this.#held += 1;
  }

  release(): void {
    this.#held -= 1;
  }

  /** Starts the next action, unless one runs or a report is out. */
  next(): void {
    if (this.#closed || this.#current || this.#held > 0) return;
    const [action, ...rest] = this.#pending;
    if (!action) {
      this.host.finished();
      return;
    }
    this.#pending = rest;
    const current: Current = { action, leg: this.host.legOf(action), run: undefined };
    this.#current = current;
    current.run = this.host.run(action, current.leg, (ending) => {
      // A list that was cut short meanwhile must not go on with what is over.
      if (this.#current !== current) return;
      this.#current = undefined;
      this.#finish(current, ending);
    });
  }

  /** Stops what runs without reporting it; answers what that was. */
  cut(): Readonly<Current> | undefined {
    const current = this.#current;
    this.#current = undefined;
    current?.run?.cancel();
    return current;
  }

  /** Whether an update of the call stops what runs at once (4.4). */
  get interruptible(): boolean {
    return this.#current !== undefined && actionDefinitions[this.#current.action.Type].interruptible;
  }

  clear(): void {
    this.#pending = [];
  }

  close(): void {
    this.#closed = true;
    this.clear();
    this.cut();
  }

  #finish({ action, leg }: Current, ending: Ending): void {
    const Parameters = { ...(leg && { CallId: leg.callId }), ...action.Parameters };
    if (!ending.ok) {
      const { errorType, message, asText, results } = ending;
      this.host.tell({
        kind: "failed",
        action: action.Type,
        errorType: ending.errorType,
        message: ending.message,
      });
      this.clear();
      const error = asText
        ? { Error: `${errorType}: ${message}` }
        : { ErrorType: errorType, ErrorMessage: message };
      this.host.report("ACTION_FAILED", { Type: action.Type, Parameters, ...error, ...results });
      return;
    }
    if (isReporting(action.Type) || this.#pending.length === 0) {
      this.host.report("ACTION_SUCCESSFUL", {
        Type: action.Type,
        Parameters: { ...Parameters, ...ending.echo },
        ...ending.results,
      });
      return;
    }
    this.next();
  }
}
