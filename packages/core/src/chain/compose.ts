import { IvrError } from "../errors.js";

/** A named layer around those behind it; `next` runs them and answers what they answer. */
export interface Layer<Run, Answer> {
  readonly name: string;
  readonly run: (run: Run, next: () => Promise<Answer>) => Promise<Answer>;
}

/** Makes one function of many layers; `next()` twice, or not awaited, is refused. */
export function compose<Run, Answer>(
  layers: readonly Layer<Run, Answer>[],
  innermost: (run: Run) => Promise<Answer>,
): (run: Run) => Promise<Answer> {
  const from = async (index: number, run: Run): Promise<Answer> => {
    const layer = layers[index];
    if (!layer) return innermost(run);
    let inside: "not called" | "running" | "finished" = "not called";
    const answer = await layer.run(run, () => {
      if (inside !== "not called") {
        throw new IvrError("IVR_NEXT_TWICE", `${layer.name} called next() a second time`, {
          plugin: layer.name,
        });
      }
      inside = "running";
      const next = from(index + 1, run).finally(() => {
        inside = "finished";
      });
      // A layer that does not await next() must not turn its failure into an unhandled rejection.
      next.catch(() => {});
      return next;
    });
    if ((inside as string) === "running") {
      throw new IvrError("IVR_NEXT_NOT_AWAITED", `${layer.name} did not await next()`, {
        plugin: layer.name,
      });
    }
    return answer;
  };
  return (run) => from(0, run);
}
