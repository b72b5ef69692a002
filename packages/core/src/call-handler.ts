// An entry of its own: a process that only runs a handler of others need not load the runtime, which takes several times as long.

/** A handler as Lambda calls it: it answers, promises an answer, or calls back with it. */
export type LambdaHandler<Context = unknown> = (
  event: unknown,
  context: Context,
  callback: (error: unknown, answer?: unknown) => void,
) => unknown;

/** Calls a handler as Lambda does: what it answers or calls back with, whichever comes; rejects with what it fails with. */
export function callHandler<Context>(
  handler: LambdaHandler<Context>,
  event: unknown,
  context: Context,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback = (error: unknown, answer?: unknown) => (error ? reject(asError(error)) : resolve(answer));
    const answer = handler(event, context, callback);
    // Of a handler that takes a callback Lambda waits for that, unless it answers a promise.
    const promised = typeof (answer as { then?: unknown } | undefined)?.then === "function";
    if (promised || handler.length < 3) Promise.resolve(answer).then(resolve, reject);
  });
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
