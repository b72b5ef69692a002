/** What was entered, as the keys say. */
export type Entry =
  | { readonly kind: "entered"; readonly digits: string }
  | { readonly kind: "too short" }
  | { readonly kind: "start over" }
  | { readonly kind: "operator" };

/**
 * Reads what the service reports. What stands after the last key that starts over counts; when that is too little,
 * the caller is asked anew, for the service has ended the entry in the middle.
 */
export function readEntry(
  received: string,
  {
    min,
    startOver,
    operator,
  }: { readonly min: number; readonly startOver: string | false; readonly operator?: string | undefined },
): Entry {
  if (operator !== undefined && received === operator) return { kind: "operator" };
  const from = startOver === false ? -1 : received.lastIndexOf(startOver);
  const digits = received.slice(from + 1);
  if (digits.length >= min) return { kind: "entered", digits };
  return { kind: from < 0 ? "too short" : "start over" };
}

/** Digits as they are read out one by one. */
export const spelled = (digits: string): string => [...digits].join(", ");
