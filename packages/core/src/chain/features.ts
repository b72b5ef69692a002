import type { Action } from "../actions/catalog.js";
import { withinSpokenLimit } from "../actions/speech-parts.js";
import { type OutstandingAction, owned, surelyLost } from "../call/outstanding.js";
import { IvrError } from "../errors.js";
import type { FeatureAnswer } from "../plugin/handler-args.js";
import { readValue } from "../read-value.js";
import { actionIssues } from "../response/invocation-response.js";
import type { Chain, FeatureNode } from "./chain.js";
import type { FeatureRequest } from "./feature-requests.js";
import { handlerArgs, stateKeeper } from "./handler-args.js";
import { inShare } from "./in-share.js";
import type { Invocation } from "./invocation.js";

/** Milliseconds that one feature may take of the four seconds of an invocation. */
const featureMs = 1500;
/** Characters of a feature's state: what the call itself keeps must find its place beside it. */
const mostStateCharacters = 1024;

/** Whether an event can concern a feature; one that it cannot concern costs nothing. */
export const concerns = (
  { feature }: FeatureNode,
  { keys, requests }: Pick<Invocation, "keys" | "requests">,
): boolean =>
  keys.some((key) => key in (feature.on ?? {})) ||
  (requests.length > 0 && (feature.digits !== undefined || feature.commands !== undefined));

/** Tells the features that the call comes to a step whose input is nobody else's business, or has left it. */
export async function tellSensitive(
  { features, steps }: Pick<Chain, "features" | "steps">,
  invocation: Invocation,
): Promise<void> {
  const { came, state } = invocation;
  if (state.ended) return;
  const [was, is] = [came, state].map(({ step }) => steps.get(step)?.step.sensitive === true);
  if (was === is) return;
  for (const node of features) {
    const handler = is ? node.feature.sensitive?.begins : node.feature.sensitive?.ends;
    if (handler) await act(node, invocation, [handler as Handler]);
  }
}

/** Lets a feature act or not; whatever comes of it, the call goes on. */
export async function act(
  node: FeatureNode,
  invocation: Invocation,
  asked: readonly Handler[] = handlers(node, invocation),
): Promise<void> {
  const { state, list } = invocation;
  let kept = state.featureStates;
  try {
    const { reported, done, remaining } = invocation.settled;
    const typesOf = (list: readonly OutstandingAction[]) =>
      list.flatMap(({ owner, type }) => (owner === node.name ? [type] : []));
    const { call, deps, log, signal, idempotencyKey } = handlerArgs(node.name, node.definition, invocation);
    const mine = reported?.owner === node.name;
    const [carriedOut, pending] = [typesOf(done), typesOf(remaining)];
    const dropped = typesOf(surelyLost(invocation.settled));
    const { event } = invocation;
    const actions: Action[] = [];
    for (const handle of asked) {
      // Read anew for each: of two keys that waited, the second finds what the first has kept.
      const { state, save } = stateKeeper(node.name, node.feature.state, kept[node.name], (next) => {
        kept = Object.assign({}, kept, { [node.name]: next });
      });
      const args = {
        call,
        deps,
        log,
        signal,
        idempotencyKey,
        state,
        save,
        mine,
        done: carriedOut,
        pending,
        dropped,
        event,
      };
      const handled = handle(args);
      const answer = await inShare(invocation, handled, { name: node.name, ms: featureMs });
      actions.push(...(answer ?? []));
    }
    refuseInvalid(node, actions);
    refuseTooLarge(node, kept[node.name]);
    list.features.push(...owned(node.name, actions));
    state.featureStates = kept;
  } catch (cause) {
    logFailure(node, invocation, cause);
  }
}

// Checked here and not with the whole answer: a feature's bad action must not take the step's list with it.
function refuseInvalid(node: FeatureNode, actions: readonly Action[]): void {
  const wrong = actions.flatMap((action, index) =>
    withinSpokenLimit(action).flatMap((part) => actionIssues(part, `actions[${index}]`)),
  );
  if (wrong.length === 0) return;
  throw new IvrError(
    "IVR_RESPONSE_INVALID",
    wrong.map(({ path, message }) => `${path}: ${message}`).join("; "),
    {
      plugin: node.name,
    },
  );
}

function refuseTooLarge({ name }: FeatureNode, kept: unknown): void {
  const length = JSON.stringify(kept)?.length ?? 0;
  if (length <= mostStateCharacters) return;
  throw new IvrError(
    "IVR_STATE_TOO_LARGE",
    `the state of ${name} has ${length} characters; a feature's may have ${mostStateCharacters}`,
    { plugin: name },
  );
}

type Handler = (args: unknown) => FeatureAnswer;

function handlers(node: FeatureNode, invocation: Invocation): Handler[] {
  const on = (node.feature.on ?? {}) as Readonly<Record<string, Handler | undefined>>;
  const observer = invocation.keys.map((key) => on[key]).find((handler) => handler);
  return [
    ...(observer ? [observer] : []),
    ...invocation.requests.flatMap((request) => requested(node, request, invocation)),
  ];
}

function requested({ name, feature }: FeatureNode, request: FeatureRequest, { log }: Invocation): Handler[] {
  if ("code" in request) {
    const pressed = feature.digits?.[request.code];
    return pressed ? [pressed as Handler] : [];
  }
  const { commands = {} } = feature;
  // The name comes from outside: `constructor` is none that a plugin declared.
  const command = Object.hasOwn(commands, request.command) ? commands[request.command] : undefined;
  if (!command) return [];
  const given = readValue(command.args, request.args);
  if (given.success) {
    return [(args) => (command.run as (...all: unknown[]) => FeatureAnswer)(args, given.data)];
  }
  log.warn(
    `IVR_COMMAND_UNKNOWN: the arguments of the command ${request.command} are wrong; the call goes on as it was`,
    {
      code: "IVR_COMMAND_UNKNOWN",
      plugin: name,
      command: request.command,
      wrong: given.error.issues.map(({ path, message }) => `${path.join(".") || "arguments"}: ${message}`),
    },
  );
  return [];
}

function logFailure(node: FeatureNode, { log }: Invocation, cause: unknown): void {
  const error = new IvrError("IVR_FEATURE_FAILED", `the feature ${node.name} failed and was left out`, {
    plugin: node.name,
    cause,
  });
  log.error(error.message, { code: error.code, hint: error.hint, plugin: node.name, error });
}
