import * as z from "zod/mini";

/** What is kept of a collecting step between two events: short names, for it travels with every event. */
export const Tries = z.lazy(() =>
  z.strictObject({
    /** Wrong entries so far. */
    i: z.optional(z.int().check(z.minimum(1))),
    /** Tries without an entry so far. */
    s: z.optional(z.int().check(z.minimum(1))),
    /** How often the entry was started over. */
    o: z.optional(z.int().check(z.minimum(1))),
    /** What the last try was. */
    l: z.optional(z.enum(["invalid", "silent"])),
    /** What was entered, while the caller is asked to confirm it. */
    d: z.optional(z.string()),
  }),
);
export type Tries = z.infer<typeof Tries>;

// A key that is stuck must not keep the call up for ever.
const mostStartsOver = 9;

export const wrongEntry = ({ d: _confirmed, ...tries }: Tries): Tries => ({
  ...tries,
  i: (tries.i ?? 0) + 1,
  l: "invalid",
});

export const noEntry = (tries: Tries, times = 1): Tries => ({
  ...tries,
  s: (tries.s ?? 0) + times,
  l: "silent",
});

/** Costs no try, up to a bound; then it is a wrong entry. */
export function startedOver({ d: _confirmed, l: _last, ...tries }: Tries): Tries {
  const o = (tries.o ?? 0) + 1;
  return o > mostStartsOver ? wrongEntry(tries) : { ...tries, o };
}

export interface Attempts {
  readonly invalidAttempts: number;
  readonly silentAttempts: number;
}

export const isOver = ({ i = 0, s = 0 }: Tries, { invalidAttempts, silentAttempts }: Attempts): boolean =>
  i >= invalidAttempts || s >= silentAttempts;

/** Whether one more wrong entry, or one more try without any, is the end. */
export const isLast = ({ i = 0, s = 0, l }: Tries, { invalidAttempts, silentAttempts }: Attempts): boolean =>
  l !== undefined && (i === invalidAttempts - 1 || s === silentAttempts - 1);
