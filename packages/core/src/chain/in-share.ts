import { IvrError } from "../errors.js";
import { Clock } from "../services/clock.js";
import { type Invocation, resolve } from "./invocation.js";

const clockDeps = { clock: Clock };

/** Waits for one part's share of the invocation; then it is `IVR_DEADLINE`, and the others have theirs. */
export function inShare<T>(
  invocation: Invocation,
  answer: T | Promise<T>,
  { name, ms }: { readonly name: string; readonly ms: number },
): T | Promise<T> {
  if (!(answer instanceof Promise)) return answer;
  const { clock } = resolve(invocation, clockDeps);
  let cancel = () => {};
  const tooLate = new Promise<never>((_, refuse) => {
    cancel = clock.after(ms, () =>
      refuse(new IvrError("IVR_DEADLINE", `${name} took longer than ${ms} ms`, { plugin: name })),
    );
  });
  return Promise.race([answer, tooLate]).finally(cancel);
}
