import {
  type Action,
  again,
  branch,
  end,
  IvrError,
  type Outcome,
  type PromptStore,
  type Said,
  stay,
} from "@switchhook/core";
import type { CollectingSettings } from "./collecting.js";
import { readEntry, spelled } from "./read-entry.js";
import { isLast, isOver, noEntry, startedOver, Tries, wrongEntry } from "./tries.js";

/** What collecting needs of the handlers' arguments of the step that collects. */
export interface CollectingArgs {
  readonly deps: { readonly prompts: PromptStore };
  readonly state: Tries | undefined;
  readonly save: (next: Tries) => void;
}

interface Lengths {
  readonly min: number;
  readonly max: number;
}

export interface CollectingPart<Args, Result, Branches extends string> {
  readonly settings: CollectingSettings;
  /** How many digits; by default as the settings say, else 1 to 128. */
  readonly lengths?: (args: Args) => Lengths;
  /** What becomes of an entry: `again()` for a wrong one. It is asked once for each entry that the caller has finished. */
  readonly check: (
    digits: string,
    args: Args,
  ) => Outcome<Result, Branches> | Promise<Outcome<Result, Branches>>;
  /** What is asked on the first try, where no prompt says it; by default the prompt `ask`. */
  readonly asks?: ((args: Args) => Said) | undefined;
  /** The line of callers who could not be understood; by default they are hung up. */
  readonly gaveUp?: Branches | undefined;
}

const confirmed = "1";
const operatorLine = "operator";
// Core counts too, for what is shown of a call; who is given up, and when, is decided here.
const mostAttempts = 99;

/** The part of a step that collects digits: asks, tells silence from wrong entries, starts over, confirms, gives up. */
export function collectingStep<Args extends CollectingArgs, Result, Branches extends string>({
  settings,
  lengths = () => ({ min: settings.digits.min ?? 1, max: settings.digits.max ?? 128 }),
  check,
  gaveUp,
  asks = () => settings.prompts.ask,
}: CollectingPart<Args, Result, Branches>) {
  const { digits, prompts, operator, silentAttempts } = settings;
  // Only one try an action tells which try was silent; otherwise the service repeats, and costs no invocation.
  const tryByTry = prompts.silence !== undefined || operator !== undefined;

  const question = (args: Args, tries: Tries): Action => {
    const { min, max } = lengths(args);
    return args.deps.prompts.collect(
      promptOf(asks(args), settings, tries),
      prompts.silence ?? prompts.invalid,
      {
        tries: tryByTry ? 1 : silentAttempts - (tries.s ?? 0),
        ...digits,
        // With one digit at least, what was reported was entered: too little of it can be told from nothing.
        min: tryByTry ? 1 : min,
        max,
      },
    );
  };
  const confirmation = ({ deps }: Args, entry: string): Action =>
    deps.prompts.collect(
      { prompt: prompts.confirm ?? prompts.ask, values: { digits: spelled(entry) } },
      prompts.silence ?? prompts.invalid,
      { min: 1, max: 1, attemptMs: digits.attemptMs },
    );

  const next = (args: Args, tries: Tries, actions: readonly Action[] = []): Outcome<Result, Branches> => {
    args.save(tries);
    if (!isOver(tries, settings)) return again(actions);
    const last = [...actions, args.deps.prompts.play(prompts.giveUp)];
    return gaveUp === undefined ? end(last) : branch(gaveUp, last);
  };
  const afresh = (args: Args, tries: Tries): Outcome<Result, Branches> => {
    const anew = startedOver(tries);
    if (anew.l === "invalid") return next(args, anew);
    args.save(anew);
    return stay([question(args, anew)]);
  };
  const judge = async (args: Args, tries: Tries, entry: string): Promise<Outcome<Result, Branches>> => {
    const outcome = await check(entry, args);
    return outcome.kind === "again" ? next(args, wrongEntry(tries), outcome.actions) : outcome;
  };

  const onConfirmation = (args: Args, { d: entry = "", ...tries }: Tries, received: string) => {
    if (received === confirmed) return judge(args, tries, entry);
    return afresh(args, tries);
  };
  const onEntry = (args: Args, tries: Tries, received: string) => {
    const { startOver } = settings;
    const entry = readEntry(received, { min: lengths(args).min, startOver, operator });
    switch (entry.kind) {
      case "operator":
        // Only a step that has this line can be given the key.
        return branch(operatorLine) as Outcome<Result, Branches>;
      case "start over":
        return afresh(args, tries);
      case "too short":
        return next(args, wrongEntry(tries));
      case "entered": {
        if (prompts.confirm === undefined) return judge(args, tries, entry.digits);
        args.save({ ...tries, d: entry.digits });
        return stay([confirmation(args, entry.digits)]);
      }
    }
  };

  return {
    state: Tries,
    maxAttempts: mostAttempts,
    ask: (args: Args): readonly Action[] => {
      const tries = args.state ?? {};
      return [tries.d === undefined ? question(args, tries) : confirmation(args, tries.d)];
    },
    on: {
      "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": (
        args: Args & {
          readonly event: { readonly ActionData: { readonly ReceivedDigits?: string | undefined } };
        },
      ) => {
        const tries = args.state ?? {};
        const received = args.event.ActionData.ReceivedDigits ?? "";
        return tries.d === undefined ? onEntry(args, tries, received) : onConfirmation(args, tries, received);
      },
      "ACTION_FAILED:PlayAudioAndGetDigits": (
        args: Args & { readonly event: { readonly ActionData: { readonly ErrorType?: string | undefined } } },
      ) => {
        const { ErrorType } = args.event.ActionData;
        // As AWS' samples test it; no page names it (wire.md 3.2).
        if (ErrorType !== "InvalidDigitsReceived") {
          throw new IvrError(
            "IVR_ACTION_FAILED",
            `digits could not be collected: ${ErrorType ?? "no ErrorType"}`,
          );
        }
        const tries = args.state ?? {};
        const all = silentAttempts - (tries.s ?? 0);
        return next(args, noEntry(tries, tryByTry || tries.d !== undefined ? 1 : all));
      },
    },
  };
}

function promptOf(ask: Said, settings: CollectingSettings, tries: Tries): Said {
  const { again: more = ask, invalid, lastTry } = settings.prompts;
  if (tries.l === undefined) return ask;
  if (lastTry !== undefined && isLast(tries, settings)) return lastTry;
  return tries.l === "invalid" ? invalid : more;
}
