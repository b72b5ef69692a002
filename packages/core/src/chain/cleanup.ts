import { IvrError } from "../errors.js";
import type { MaybePromise } from "../plugin/handler-args.js";
import type { Chain, StepNode } from "./chain.js";
import { handlerArgs, stateKeeper } from "./handler-args.js";
import { inShare } from "./in-share.js";
import type { Invocation } from "./invocation.js";

/** Milliseconds that one cleanup may take of the four seconds of an invocation. */
const cleanupMs = 1500;

/** The last leg is gone: the current step and every feature clean up, in reverse order, once. */
export async function cleanUp(
  { features }: Pick<Chain, "features">,
  node: StepNode | undefined,
  invocation: Invocation,
): Promise<void> {
  const { state } = invocation;
  if (state.cleaned) return;
  state.cleaned = true;
  state.ended = true;
  const plugins = [
    ...features.map(({ name, definition, feature }) => ({
      name,
      definition,
      schema: feature.state,
      kept: state.featureStates[name],
      cleanup: feature.cleanup,
    })),
    ...(node
      ? [
          {
            name: node.path,
            definition: node.definition,
            schema: node.step.state,
            kept: state.stepState,
            cleanup: node.step.cleanup,
          },
        ]
      : []),
  ];
  for (const { name, definition, schema, kept, cleanup } of plugins.toReversed()) {
    if (!cleanup) continue;
    try {
      const { state: read } = stateKeeper(name, schema, kept, () => {});
      const cleaning = (cleanup as (args: unknown) => MaybePromise<void>)({
        ...handlerArgs(name, definition, invocation),
        state: read,
      });
      await inShare(invocation, cleaning, { name, ms: cleanupMs });
    } catch (cause) {
      const error = new IvrError("IVR_CLEANUP_FAILED", `the cleanup of ${name} failed`, {
        plugin: name,
        cause,
      });
      invocation.log.error(error.message, { code: error.code, hint: error.hint, plugin: name, error });
    }
  }
}
