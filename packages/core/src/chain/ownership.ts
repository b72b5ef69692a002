import { core } from "../call/outstanding.js";
import { IvrError } from "../errors.js";
import type { Outcome } from "../plugin/outcome.js";
import { withoutTokens } from "../services/redact.js";
import { type Chain, type StepNode, stepAfterRename } from "./chain.js";
import { cleanUp } from "./cleanup.js";
import { rearms } from "./digit-listener.js";
import { answerFailure } from "./failures.js";
import { isDeclared } from "./feature-requests.js";
import { type Invocation, liveLegs, noteLeft } from "./invocation.js";
import {
  addResults,
  ask,
  carryOut,
  endCall,
  enter,
  hangUpEveryLeg,
  stepHandler,
  wantsReport,
} from "./steps.js";
import { rememberTypedCode, typedIntoPrompt } from "./typed-codes.js";

type Steps = Omit<Chain, "run">;

/** Who owns an event, by its type and then by whose action it reports (docs/how-a-call-runs.md); after it, a step whose list was lost is asked again. */
export async function answerAsOwner(chain: Steps, invocation: Invocation): Promise<void> {
  const { event, state, list, call } = invocation;
  if (call.legB?.connected) state.leftLeg = false;
  switch (event.InvocationEventType) {
    case "RINGING":
    case "ACTION_INTERRUPTED":
      return;
    case "NEW_OUTBOUND_CALL":
      state.arguments = event.ActionData?.Parameters?.Arguments ?? {};
      return;
    case "HANGUP":
      await answerHangup(chain, invocation);
      break;
    case "INVALID_LAMBDA_RESPONSE":
      throw new IvrError(
        "IVR_RESPONSE_REFUSED",
        `the service refused the previous answer: ${event.ErrorType ?? "no ErrorType"}: ${withoutTokens(event.ErrorMessage)}`,
      );
    default:
      if (liveLegs(invocation).length === 0) {
        await hearOutAfterHangUp(chain, invocation);
        return;
      }
      if (state.ended) return finishEnding(invocation);
      await answerLiveCall(chain, invocation);
  }
  if (state.ended || liveLegs(invocation).length === 0) return;
  const node = currentStep(chain, invocation);
  if (node && list.step === undefined && listIsLost(node, invocation)) {
    const asked = await ask(node, invocation);
    list.replays = list.replays.filter(
      ({ prompts }) => !asked.some((action) => samePrompts(action.prompts, prompts)),
    );
    list.step = asked;
  }
}

const samePrompts = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((prompt, index) => prompt === other[index]);

async function answerLiveCall(chain: Steps, invocation: Invocation): Promise<void> {
  const { event, state, list, settled } = invocation;
  const node = currentStep(chain, invocation);
  switch (event.InvocationEventType) {
    case "NEW_INBOUND_CALL":
    case "CALL_ANSWERED":
      list.step =
        state.step === "" || !node ? await enter(chain.first, invocation) : await ask(node, invocation);
      return;
    case "ACTION_SUCCESSFUL": {
      const owner = settled.reported?.owner;
      if (tookTheOtherLeg(invocation)) state.leftLeg = true;
      else if (owner !== undefined && owner !== node?.path) return;
      if (!node) return;
      if (typedIntoPrompt(invocation)) {
        list.step = await ask(node, invocation);
        return;
      }
      if (isOfReplacedList(invocation) && !wantsReport(node, invocation)) return;
      return answerWithHandler(node, invocation);
    }
    case "ACTION_FAILED":
      return answerFailure(node, invocation);
    case "DIGITS_RECEIVED":
      rememberTypedCode(invocation);
      if (node && invocation.asked.length === 0) await answerWithHandler(node, invocation);
      return;
    case "CALL_UPDATE_REQUESTED":
      return answerUpdate(chain, node, invocation);
  }
}

// The service lets the running action end when a list is replaced (wire.md 4.2): what runs now has yet to be heard.
const isOfReplacedList = ({ settled }: Invocation): boolean =>
  settled.reported === undefined && settled.remaining.some(({ owner }) => owner !== core);

// A feature has taken the caller out of what the step had put him into: that is the step's to go on from (4.5).
const tookTheOtherLeg = ({ event, call, settled }: Invocation): boolean =>
  event.InvocationEventType === "ACTION_SUCCESSFUL" &&
  event.ActionData?.Type === "Hangup" &&
  settled.remaining.length === 0 &&
  call.legA.connected &&
  !call.legB?.connected;

/** A declared command is its features' business; anything else is the step's, if it wants it. */
async function answerUpdate(chain: Steps, node: StepNode | undefined, invocation: Invocation): Promise<void> {
  const { asked, log, requests, state } = invocation;
  const [request] = asked;
  const command = request && "command" in request ? request : undefined;
  const declared = command ? isDeclared(chain.features, command) : "no";
  const unknown = (why: string) =>
    log.warn(`IVR_COMMAND_UNKNOWN: ${why}; the call goes on as it was`, {
      code: "IVR_COMMAND_UNKNOWN",
      command: command?.command ?? "none",
    });
  if (command && declared === "yes" && !requests.includes(command) && !state.waiting.includes(command)) {
    unknown("too many commands wait already, and this one was dropped");
  }
  if (declared !== "no") return;
  const handled = node && stepHandler(node, invocation);
  if (handled) return answerWithHandler(node, invocation);
  unknown("nobody declares the command of this update");
}

async function answerWithHandler(node: StepNode, invocation: Invocation): Promise<void> {
  const handler = stepHandler(node, invocation);
  if (handler) await answerOutcome(node, await handler(), invocation);
}

/** `stay()` without actions keeps the list that runs; everything else answers a new one. */
async function answerOutcome(node: StepNode, outcome: Outcome, invocation: Invocation): Promise<void> {
  const actions = await carryOut(node, outcome, invocation);
  if (outcome.kind !== "stay" || outcome.actions !== undefined) invocation.list.step = actions;
}

async function answerHangup(chain: Steps, invocation: Invocation): Promise<void> {
  const { state, list, call } = invocation;
  const hungUp = () => {
    if (!state.ended && state.step !== "") noteLeft(state.step, "hang-up", invocation);
  };
  if (liveLegs(invocation).length === 0) {
    hungUp();
    await cleanUp(chain, chain.steps.get(state.step), invocation);
    return;
  }
  // The party is gone, or we were hanging up anyway: no leg may be left alone (4.5).
  if (!call.legA.connected || state.ended) {
    list.features = [];
    hungUp();
    list.step = endCall(invocation);
    return;
  }
  // Whether our own hang-up is told in this way as well is not the same on all pages (4.5); it has been answered.
  if (state.leftLeg) {
    state.leftLeg = false;
    return;
  }
  const node = currentStep(chain, invocation);
  const handler = node && stepHandler(node, invocation);
  if (handler) await answerOutcome(node, await handler(), invocation);
  else {
    hungUp();
    list.step = endCall(invocation);
  }
}

// The answer cannot be heard any more, but a result such as a finished recording must not be lost (2.6).
async function hearOutAfterHangUp(chain: Steps, invocation: Invocation): Promise<void> {
  const node = chain.steps.get(invocation.state.step);
  const owner = invocation.settled.reported?.owner;
  if (!node || invocation.event.InvocationEventType !== "ACTION_SUCCESSFUL" || owner !== node.path) return;
  const outcome = await stepHandler(node, invocation)?.();
  if (outcome?.kind === "done") addResults(node, outcome.result, invocation);
  if (outcome?.kind === "stay" && outcome.adds !== undefined)
    addResults(node, outcome.adds, invocation, false);
}

function finishEnding(invocation: Invocation): void | Promise<void> {
  const { event, settled, list } = invocation;
  // What a feature adds now would replace the hang-ups.
  list.features = [];
  if (event.InvocationEventType === "ACTION_FAILED") return answerFailure(undefined, invocation);
  // Last words and hang-ups are on their way.
  if (settled.remaining.length > 0) return;
  list.step = hangUpEveryLeg(invocation);
}

/** The step that the call stands at; in a meeting, an unknown one waits until the other leg is gone. */
function currentStep(chain: Steps, invocation: Invocation): StepNode | undefined {
  const { state, call, log } = invocation;
  if (state.step === "") return undefined;
  const known = chain.steps.get(state.step);
  if (known) return known;
  if (call.legB?.connected) return undefined;
  const next = stepAfterRename(chain, state.results);
  log.error(`IVR_STEP_UNKNOWN: this version has no step ${state.step}; the call goes on at ${next?.path}`, {
    code: "IVR_STEP_UNKNOWN",
    unknown: state.step,
    next: next?.path,
  });
  if (next) Object.assign(state, { step: next.path, attempt: 1, stepState: undefined, waits: false });
  invocation.renamed = true;
  return next;
}

/** Whether the step has to be asked again: its part of the list was thrown away or replaced. */
function listIsLost(node: StepNode, invocation: Invocation): boolean {
  const { list, settled, renamed } = invocation;
  if (renamed) return true;
  const replaced = list.features.length > 0 || list.replays.length > 0 || rearms(invocation);
  const gone = replaced ? [...settled.remaining, ...settled.lost] : settled.lost;
  return gone.some(({ owner }) => owner !== core && owner === node.path);
}
