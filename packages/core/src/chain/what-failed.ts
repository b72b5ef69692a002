import type { OutstandingAction, Settled } from "../call/outstanding.js";
import type { Invocation } from "./invocation.js";
import { isNotice, saidAgain } from "./said-again.js";

/**
 * What has failed of several that only say something: the first of their type is taken for it, but the event tells what
 * was to be said (wire.md 4.3), and so what the caller has heard already.
 */
export function whatFailed(invocation: Invocation): Settled {
  const { settled, event } = invocation;
  const { reported, done, lost } = settled;
  if (!isNotice(reported) || !lost.some(({ type }) => type === reported.type)) return settled;
  const told = event.InvocationEventType === "ACTION_FAILED" ? saidBy(event.ActionData) : undefined;
  if (told === undefined) return settled;
  const list = [reported, ...lost];
  const isTold = (one: OutstandingAction) =>
    one.type === reported.type && wordsOf(one, invocation).includes(told);
  const byPrompt = list.findIndex(isTold);
  // What no prompt says is kept nowhere; where there are several, the first of them.
  const found =
    byPrompt < 0
      ? list.findIndex(({ type, prompts }) => type === reported.type && prompts.length === 0)
      : byPrompt;
  if (found <= 0) return settled;
  return {
    ...settled,
    reported: list[found],
    done: [...done, ...list.slice(0, found)],
    lost: list.slice(found + 1),
  };
}

/** What prompts say; nothing where they cannot be made again, as after a deployment that has taken one away. */
function wordsOf(action: OutstandingAction, invocation: Invocation): readonly (string | undefined)[] {
  try {
    return saidAgain(invocation, action).map((again) => saidBy(again.action));
  } catch {
    return [];
  }
}

/** The text or the file of an action, as an event tells it too. */
function saidBy(action: { readonly Parameters?: unknown } | undefined): string | undefined {
  const { Text, AudioSource } = (action?.Parameters ?? {}) as {
    readonly Text?: string;
    readonly AudioSource?: { readonly BucketName?: string; readonly Key?: string };
  };
  if (AudioSource) return `${AudioSource.BucketName}/${AudioSource.Key}`;
  return Text;
}
