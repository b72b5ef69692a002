import type { OutstandingAction, Settled } from "../call/outstanding.js";
import { IvrError } from "../errors.js";
import { withoutTokens } from "../services/redact.js";
import type { StepNode } from "./chain.js";
import type { Invocation } from "./invocation.js";
import { afterFailedEnd } from "./last-words.js";
import { isNotice, saidAgain } from "./said-again.js";
import { ask, carryOut, hangUpEveryLeg, stepHandler } from "./steps.js";
import { typedIntoPrompt } from "./typed-codes.js";
import { whatFailed } from "./what-failed.js";

/**
 * A failed action: a broken prompt is spoken instead, silence is the caller's, and only a fault in what the step
 * itself asked for is the step's. What followed the action in the list is lost (wire.md 4.3).
 */
export async function answerFailure(node: StepNode | undefined, invocation: Invocation): Promise<void> {
  const { state, list } = invocation;
  const settled = whatFailed(invocation);
  const { reported } = settled;
  const broken = breaksPrompt(invocation, settled);
  if (broken) replaceBrokenPrompts(invocation, reported);
  if (state.ended) {
    if (!broken) logFailedAction(invocation, reported, "warn");
    list.step = [...afterFailedEnd(invocation, settled, broken), ...hangUpEveryLeg(invocation)];
    return;
  }
  const steps = node && (reported === undefined || reported.owner === node.path);
  if (steps && !(broken && isNotice(reported))) return answerAsStep(node, invocation, { reported, broken });
  if (!broken) logFailedAction(invocation, reported, "warn");
  // What the owner of a failed action had to say of its success is not to be heard.
  replayLost(
    invocation,
    broken ? settled.lost : settled.lost.filter(({ owner }) => owner !== reported?.owner),
  );
}

async function answerAsStep(
  node: StepNode,
  invocation: Invocation,
  { reported, broken }: { readonly reported: OutstandingAction | undefined; readonly broken: boolean },
): Promise<void> {
  const { event, list } = invocation;
  // Neither a broken prompt nor a feature's key costs the caller a try.
  if (broken || typedIntoPrompt(invocation)) {
    list.step = await ask(node, invocation);
    return;
  }
  const handler = stepHandler(node, invocation);
  if (handler) {
    const outcome = await handler();
    const actions = await carryOut(node, outcome, invocation, { tries: triesOf(event) });
    if (outcome.kind !== "stay" || outcome.actions !== undefined) list.step = actions;
    return;
  }
  if (isSilence(event)) {
    list.step = await carryOut(node, { kind: "again", actions: [] }, invocation, { tries: triesOf(event) });
    return;
  }
  if (reported === undefined) {
    // Not one of ours, as after a list that was replaced while it ran: the step's own list may be gone with it.
    logFailedAction(invocation, reported, "warn");
    list.step = await ask(node, invocation);
    return;
  }
  logFailedAction(invocation, reported, "error");
  throw new IvrError(
    "IVR_ACTION_FAILED",
    `${describe(invocation)}, and the step ${node.path} has no handler for it`,
    {
      plugin: node.path,
    },
  );
}

/** The caller entered nothing that fits, in as many tries as the action had. */
const isSilence = (event: Invocation["event"]): boolean =>
  event.InvocationEventType === "ACTION_FAILED" && event.ActionData?.ErrorType === "InvalidDigitsReceived";

// The service has asked `Repeat` times before it reports silence (wire.md 3.2).
function triesOf(event: Invocation["event"]): number {
  if (!isSilence(event) || event.InvocationEventType !== "ACTION_FAILED") return 1;
  const repeat: unknown = (event.ActionData?.Parameters as { Repeat?: unknown } | undefined)?.Repeat;
  return typeof repeat === "number" && repeat > 0 ? repeat : 1;
}

function breaksPrompt({ event, state }: Invocation, { reported }: Settled): boolean {
  if (event.InvocationEventType !== "ACTION_FAILED" || event.ActionData?.ErrorType !== "InvalidAudioSource")
    return false;
  return reported?.prompts.some((prompt) => !state.brokenPrompts.includes(prompt)) ?? false;
}

function replaceBrokenPrompts(invocation: Invocation, reported: OutstandingAction | undefined): void {
  const { event, state, log, list } = invocation;
  if (!reported) return;
  state.brokenPrompts = [...new Set([...state.brokenPrompts, ...reported.prompts])];
  const error = new IvrError(
    "IVR_PROMPT_BROKEN",
    `the audio of ${reported.prompts.join(" or ")} could not be played; it is spoken for the rest of this call`,
  );
  log.warn(error.message, {
    code: error.code,
    hint: error.hint,
    audio: audioOf(event),
    owner: reported.owner,
  });
  if (isNotice(reported)) list.replays.push(...saidAgain(invocation, reported));
}

const audioOf = (event: Invocation["event"]): unknown => {
  const parameters =
    "ActionData" in event ? (event.ActionData as { Parameters?: object })?.Parameters : undefined;
  const { AudioSource, FailureAudioSource } = (parameters ?? {}) as Record<string, unknown>;
  return { AudioSource, FailureAudioSource };
};

/** Prompts that were lost with the failed action are played once more; lost requests are their owners' to repeat. */
function replayLost(invocation: Invocation, lost: readonly OutstandingAction[]): void {
  invocation.list.replays.push(...lost.filter(isNotice).flatMap((action) => saidAgain(invocation, action)));
}

function logFailedAction(
  invocation: Invocation,
  reported: OutstandingAction | undefined,
  level: "warn" | "error",
): void {
  invocation.log[level](`IVR_ACTION_FAILED: ${describe(invocation)}`, {
    code: "IVR_ACTION_FAILED",
    owner: reported?.owner,
  });
}

function describe({ event }: Invocation): string {
  if (event.InvocationEventType !== "ACTION_FAILED") return event.InvocationEventType;
  const { Type, ErrorType, ErrorMessage } = event.ActionData ?? {};
  return `${Type ?? "an action"} failed with ${ErrorType ?? "no ErrorType"}: ${withoutTokens(ErrorMessage)}`;
}
