import type { Clock } from "@switchhook/core";

/** What comes of `work`, or a failure after so many milliseconds. */
export async function withinMs<T>(clock: Clock, ms: number, work: () => Promise<T>): Promise<T> {
  let cancel = () => {};
  const tooLate = new Promise<never>((_, refuse) => {
    cancel = clock.after(ms, () => refuse(new Error(`no answer within ${ms} ms`)));
  });
  try {
    return await Promise.race([work(), tooLate]);
  } finally {
    cancel();
  }
}
