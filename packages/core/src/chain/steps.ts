import * as z from "zod/mini";
import { type Action, isReporting } from "../actions/catalog.js";
import { hangup } from "../actions/hangup.js";
import { core, type OwnedAction, owned } from "../call/outstanding.js";
import { IvrError } from "../errors.js";
import { freezeDeep } from "../freeze.js";
import { isOutcome, type Outcome, stay } from "../plugin/outcome.js";
import { readValue } from "../read-value.js";
import type { StepNode } from "./chain.js";
import { handlerArgs, stateKeeper } from "./handler-args.js";
import { type Invocation, liveLegs, noteLeft } from "./invocation.js";

/** Enters a step: its first try. */
export async function enter(node: StepNode | undefined, invocation: Invocation): Promise<OwnedAction[]> {
  const { state } = invocation;
  state.attempt = 1;
  state.waits = false;
  state.stepState = undefined;
  state.enteredMs = invocation.callMs;
  // Running off the end hangs up.
  if (!node) return endCall(invocation);
  state.step = node.path;
  invocation.reached.push(node.path);
  return ask(node, invocation);
}

/** Asks a step for its list; also when the list was lost, which costs the caller no try. */
export async function ask(node: StepNode, invocation: Invocation): Promise<OwnedAction[]> {
  const answer = await run(node, () => node.step.ask(askArgs(node, invocation)));
  return carryOut(node, isList(answer) ? stay(answer) : answer, invocation);
}

/** Finds the step's handler for the event: the most special one, else that of the prompt's other form. */
export function stepHandler(node: StepNode, invocation: Invocation): (() => Promise<Outcome>) | undefined {
  const [, general] = invocation.keys;
  const handler =
    specialHandler(node, invocation) ?? (general === undefined ? undefined : handlersOf(node)[general]);
  return handler && (() => run(node, () => handler(askArgs(node, invocation))));
}

/** Whether the step has a handler for just this action, which reports more than that a list is finished. */
export const wantsReport = (node: StepNode, invocation: Invocation): boolean => {
  const { event } = invocation;
  const type = event.InvocationEventType === "ACTION_SUCCESSFUL" ? event.ActionData?.Type : undefined;
  return isReporting(type ?? "") && specialHandler(node, invocation) !== undefined;
};

function specialHandler(node: StepNode, { keys: [special = ""] }: Invocation): StepHandler | undefined {
  const on = handlersOf(node);
  return on[special] ?? on[otherForm(special)];
}

const noHandlers: Handlers = {};
const handlersOf = ({ step }: StepNode): Handlers => (step.on as Handlers | undefined) ?? noHandlers;

type Handlers = Readonly<Record<string, StepHandler | undefined>>;
type StepHandler = (args: ReturnType<typeof askArgs>) => Outcome | Promise<Outcome>;

const forms: Readonly<Record<string, string>> = {
  PlayAudio: "Speak",
  Speak: "PlayAudio",
  PlayAudioAndGetDigits: "SpeakAndGetDigits",
  SpeakAndGetDigits: "PlayAudioAndGetDigits",
};

// A prompt whose audio is broken is spoken: the step that asked for it need not know.
const otherForm = (key: string): string => {
  const [event = "", type = ""] = key.split(":");
  return `${event}:${forms[type] ?? ""}`;
};

/** Carries out what a step answered, on through the steps that follow until one keeps the call. */
export async function carryOut(
  node: StepNode,
  outcome: Outcome,
  invocation: Invocation,
  { tries = 1, gaveUp = false } = {},
): Promise<OwnedAction[]> {
  const { state } = invocation;
  if (!isOutcome(outcome)) throw noOutcome(node);
  if (outcome.kind !== "stay" && outcome.kind !== "again")
    noteLeft(node.path, gaveUp ? "gave-up" : outcome.kind, invocation);
  switch (outcome.kind) {
    case "stay":
      // `stay()` alone changes nothing: a step that waits goes on waiting.
      if (outcome.actions !== undefined || outcome.waits) state.waits = outcome.waits;
      if (outcome.adds !== undefined) addResults(node, outcome.adds, invocation, false);
      return owned(node.path, outcome.actions ?? []);
    case "again":
      state.attempt += tries;
      if (state.attempt > node.maxAttempts) return giveUp(node, outcome.actions, invocation);
      return [...owned(node.path, outcome.actions), ...(await ask(node, invocation))];
    case "done":
      addResults(node, outcome.result, invocation);
      return [...owned(node.path, outcome.actions), ...(await enter(node.next, invocation))];
    case "branch":
      return [
        ...owned(node.path, outcome.actions),
        ...(await enter(branchOf(node, outcome.name), invocation)),
      ];
    case "back":
      return [
        ...owned(node.path, outcome.actions),
        ...(await enter(goneBackTo(node, outcome.to), invocation)),
      ];
    case "end":
      return endCall(invocation, owned(node.path, outcome.actions));
  }
}

const isList = (answer: readonly Action[] | Outcome): answer is readonly Action[] => Array.isArray(answer);

// Also nothing at all: an author without a compiler forgets the return.
const noOutcome = ({ path }: StepNode): IvrError =>
  new IvrError("IVR_OUTCOME_INVALID", `the step ${path} answered something that is no outcome`, {
    plugin: path,
  });

async function giveUp(
  node: StepNode,
  actions: readonly Action[],
  invocation: Invocation,
): Promise<OwnedAction[]> {
  const { step } = node;
  const said = owned(node.path, actions);
  const last = await run(node, () => step.giveUp?.(askArgs(node, invocation)) ?? []);
  if (isList(last)) {
    noteLeft(node.path, "gave-up", invocation);
    return endCall(invocation, [...said, ...owned(node.path, last)]);
  }
  if (isOutcome(last) && last.kind === "again") {
    throw new IvrError("IVR_OUTCOME_INVALID", `giveUp of ${node.path} answered again()`, {
      plugin: node.path,
    });
  }
  return [...said, ...(await carryOut(node, last, invocation, { gaveUp: true }))];
}

/** The flow is over: these last words, then every leg is hung up, for legs do not hang each other up (wire.md 4.5). */
export function endCall(invocation: Invocation, lastWords: OwnedAction[] = []): OwnedAction[] {
  invocation.state.ended = true;
  invocation.state.waits = false;
  return [...lastWords, ...hangUpEveryLeg(invocation)];
}

// The other leg first: the list goes on after it, while the caller's own leg takes the call with it.
export const hangUpEveryLeg = (invocation: Invocation): OwnedAction[] =>
  owned(
    core,
    liveLegs(invocation)
      .toReversed()
      .map((leg) => hangup({ CallId: leg.callId })),
  );

function branchOf(node: StepNode, name: string): StepNode | undefined {
  if (node.lines.has(name)) return node.lines.get(name);
  throw new IvrError(
    "IVR_OUTCOME_INVALID",
    `${node.path} branched to "${name}"; its lines are ${[...node.lines.keys()].join(", ") || "none"}`,
    { plugin: node.path },
  );
}

function goneBackTo(node: StepNode, to: string | undefined): StepNode {
  if (to === undefined) return node.around() ?? node;
  const found = node.beside(to);
  if (found) return found;
  throw new IvrError(
    "IVR_OUTCOME_INVALID",
    `${node.path} went back to "${to}", which is no step of its line`,
    {
      plugin: node.path,
    },
  );
}

/** Adds what a step answered to the call, checked against its `adds`: the whole with done(), a part with stay(). */
export function addResults(node: StepNode, result: unknown, { state }: Invocation, whole = true): void {
  const { adds } = node.definition;
  const schema = whole ? adds : adds && partOf(adds);
  const parsed = schema && readValue(schema, result);
  if (parsed && !parsed.success) {
    const where = parsed.error.issues.map((issue) => `${issue.path.join(".") || "result"}: ${issue.message}`);
    throw new IvrError("IVR_RESULT_INVALID", `the result of ${node.path}: ${where.join("; ")}`, {
      plugin: node.path,
      cause: parsed.error,
    });
  }
  if (!parsed && Object.keys(result as object).length > 0) {
    throw new IvrError("IVR_RESULT_INVALID", `${node.path} gave a result, but declares no \`adds\``, {
      plugin: node.path,
    });
  }
  state.results = freezeDeep(Object.assign({}, state.results, parsed?.data));
}

// Made once for each: a new schema costs more than the whole of an event.
const parts = new WeakMap<object, z.core.$ZodObject>();

function partOf(adds: z.core.$ZodObject): z.core.$ZodObject {
  const known = parts.get(adds);
  if (known) return known;
  const part = z.partial(adds as z.ZodMiniObject);
  parts.set(adds, part);
  return part;
}

const askArgs = (node: StepNode, invocation: Invocation) => {
  const { event, state: ofCall } = invocation;
  const { call, deps, log, signal, idempotencyKey } = handlerArgs(node.path, node.definition, invocation);
  const { state, save } = stateKeeper(node.path, node.step.state, ofCall.stepState, (next) => {
    ofCall.stepState = next;
  });
  const { attempt } = ofCall;
  const { maxAttempts } = node;
  return { call, deps, log, signal, idempotencyKey, state, save, event, attempt, maxAttempts };
};

async function run<T>(node: StepNode, handler: () => T | Promise<T>): Promise<T> {
  try {
    return await handler();
  } catch (cause) {
    if (cause instanceof IvrError) throw cause;
    throw new IvrError("IVR_HANDLER_FAILED", `the step ${node.path} threw`, { plugin: node.path, cause });
  }
}
