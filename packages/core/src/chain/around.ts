import { type OwnedAction, owned } from "../call/outstanding.js";
import { IvrError } from "../errors.js";
import type { Answer, Around, ErasedDefinition } from "../plugin/define-plugin.js";
import type { TokenMap } from "../services/services.js";
import type { Layer } from "./compose.js";
import { handlerArgs } from "./handler-args.js";
import type { Invocation } from "./invocation.js";

/** A plugin's around part as a layer: what it returns instead of `next()`'s answer takes the place of that. */
export const aroundLayer = (definition: ErasedDefinition): Layer<Invocation, void> => ({
  name: definition.name,
  async run(invocation, next) {
    const { list } = invocation;
    let inner: Answer | undefined;
    let inside: readonly OwnedAction[] = [];
    const around = definition.around as unknown as Around<object, TokenMap>;
    const answered = await guarded(definition.name, () =>
      around(
        { ...handlerArgs(definition.name, definition, invocation), event: invocation.event },
        async () => {
          await next();
          inside = [...list.replays, ...list.features, ...(list.step ?? [])];
          inner = { actions: inside.map(({ action }) => action) };
          return inner;
        },
      ),
    );
    if (answered === inner && inner !== undefined) return;
    const actions = isAnswer(answered) ? answered.actions : answered;
    // The same in another wrapping: a list that goes on must not be replaced by nothing.
    if (inner !== undefined && isSame(actions, inner.actions)) return;
    list.replays = [];
    list.features = [];
    // What is handed on stays with whoever answered it, who is going to hear of it.
    list.step = actions.flatMap(
      (action) => inside.find((known) => known.action === action) ?? owned(definition.name, [action]),
    );
  },
});

const isSame = (one: Answer["actions"], other: Answer["actions"]): boolean =>
  one.length === other.length && one.every((action, index) => action === other[index]);

const isAnswer = (answered: Answer | Answer["actions"]): answered is Answer => "actions" in answered;

async function guarded<T>(plugin: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof IvrError) throw cause;
    throw new IvrError("IVR_HANDLER_FAILED", `the layer of ${plugin} threw`, { plugin, cause });
  }
}
