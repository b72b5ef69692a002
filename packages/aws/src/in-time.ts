import type { Clock } from "@switchhook/core";

/** A signal that fires after `ms` milliseconds, or with the deadline; `cancel` when it is not needed any more. */
export function cutOff(
  clock: Clock,
  ms: number,
  deadline: AbortSignal,
  what: string,
): { readonly signal: AbortSignal; readonly cancel: () => void } {
  const controller = new AbortController();
  const stopTimer = clock.after(ms, () => controller.abort(new Error(`no ${what} within ${ms} ms`)));
  // By hand: AbortSignal.any() keeps weak references, which cost the collector more than the call they guard.
  const pass = () => controller.abort(deadline.reason);
  if (deadline.aborted) pass();
  else deadline.addEventListener("abort", pass, { once: true });
  const cancel = () => {
    stopTimer();
    deadline.removeEventListener("abort", pass);
  };
  return { signal: controller.signal, cancel };
}

/** What comes of `work`; once the signal fires, its reason is thrown instead, also when the work takes no notice. */
export async function whileWaited<T>(signal: AbortSignal, work: () => Promise<T> | T): Promise<T> {
  signal.throwIfAborted();
  let gaveUp = () => {};
  const given = new Promise<never>((_, reject) => {
    gaveUp = () => reject(signal.reason);
    signal.addEventListener("abort", gaveUp, { once: true });
  });
  try {
    return await Promise.race([work(), given]);
  } finally {
    signal.removeEventListener("abort", gaveUp);
  }
}
