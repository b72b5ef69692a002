import type { SimLeg } from "./legs.js";

/** What is wrong with a call in which nothing runs and nothing is left; undefined when that is as it should be. */
export function silenceOf(live: readonly SimLeg[], caller: SimLeg): string | undefined {
  if (live.length === 0) return undefined;
  if (!live.includes(caller)) {
    return `${live[0]?.tag} is left alone: no leg hangs up another, and it is billed until somebody does`;
  }
  return live.length > 1 ? undefined : "dead air: the caller is connected and nothing is running";
}
