import { owned } from "../call/outstanding.js";
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
    const around = definition.around as unknown as Around<object, TokenMap>;
    const answered = await guarded(definition.name, () =>
      around(
        { ...handlerArgs(definition.name, definition, invocation), event: invocation.event },
        async () => {
          await next();
          inner = {
            actions: [...list.replays, ...list.features, ...(list.step ?? [])].map(({ action }) => action),
          };
          return inner;
        },
      ),
    );
    if (answered === inner && inner !== undefined) return;
    const actions = isAnswer(answered) ? answered.actions : answered;
    list.replays = [];
    list.features = [];
    list.step = owned(definition.name, actions);
  },
});

const isAnswer = (answered: Answer | Answer["actions"]): answered is Answer => "actions" in answered;

async function guarded<T>(plugin: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof IvrError) throw cause;
    throw new IvrError("IVR_HANDLER_FAILED", `the layer of ${plugin} threw`, { plugin, cause });
  }
}
