import { type Action, type ActionType, isActionType, isReporting } from "../actions/catalog.js";
import { withinSpokenLimit } from "../actions/speech-parts.js";
import type { InvocationEvent } from "../event/invocation-event.js";
import { promptsOf } from "../services/prompt-store.js";

/** The owner of what core itself sends: the digit listener, hang-ups, the fallback. */
export const core = "";

/** An action of an answer, with the step's path or the feature's name that it belongs to. */
export interface OwnedAction {
  readonly owner: string;
  readonly action: Action;
  readonly prompts: readonly string[];
}

/** Actions with their owner; a text that is too long becomes several, the first of which carries the prompt's name. */
export const owned = (owner: string, actions: readonly Action[]): OwnedAction[] =>
  actions.flatMap((action) =>
    withinSpokenLimit(action).map((part, index) => ({
      owner,
      action: part,
      prompts: index === 0 ? promptsOf(action) : [],
    })),
  );

/** What is kept of an action that was sent last time. */
export interface OutstandingAction {
  readonly owner: string;
  readonly type: ActionType;
  readonly prompts: readonly string[];
}

export const outstandingOf = ({ owner, action, prompts }: OwnedAction): OutstandingAction => ({
  owner,
  type: action.Type,
  prompts,
});

/** What an event says about the list that was sent last time. */
export interface Settled {
  /** The action that the event reports; undefined when it is none of the list. */
  readonly reported: OutstandingAction | undefined;
  /** What is known to have been carried out: the service runs a list in order, and drops the rest after a failure. */
  readonly done: readonly OutstandingAction[];
  /** What the service still has to run. */
  readonly remaining: readonly OutstandingAction[];
  /** What the service has thrown away. */
  readonly lost: readonly OutstandingAction[];
}

/** What was thrown away for certain: of several actions of one type, the last may be the one that failed. */
export function surelyLost({ reported, lost }: Settled): readonly OutstandingAction[] {
  if (!reported) return [];
  return lost.slice(lost.findLastIndex(({ type }) => type === reported.type) + 1);
}

/**
 * Finds what an event reports. There is no action id: a reporting type is the first of its type, another success
 * says that the whole list is finished, and a failure throws away what follows it (wire.md 4.1, 4.3).
 */
export function settle(event: InvocationEvent, list: readonly OutstandingAction[]): Settled {
  const type = "ActionData" in event ? event.ActionData?.Type : undefined;
  const first = list.findIndex((action) => action.type === type);
  // Nothing that could have been sent: the list is as it was.
  if (type === undefined || !isActionType(type))
    return { reported: undefined, done: [], remaining: list, lost: [] };
  switch (event.InvocationEventType) {
    case "ACTION_SUCCESSFUL":
      if (isReporting(type)) {
        return {
          reported: list[first],
          done: list.slice(0, first + 1),
          remaining: first < 0 ? list : list.slice(first + 1),
          lost: [],
        };
      }
      // Another type than that of its end says nothing of the list: it was of one that this has replaced meanwhile.
      return list.at(-1)?.type === type
        ? { reported: list.at(-1), done: list, remaining: [], lost: [] }
        : { reported: undefined, done: [], remaining: list, lost: [] };
    case "ACTION_FAILED":
      return {
        reported: list[first],
        done: list.slice(0, Math.max(0, first)),
        remaining: [],
        lost: first < 0 ? list : list.slice(first + 1),
      };
    default:
      return { reported: undefined, done: [], remaining: list, lost: [] };
  }
}
