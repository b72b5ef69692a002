import type { MeetingDirectory, PinLengths } from "./meeting-directory.js";

const usual: PinLengths = { min: 3, max: 5 };

/** How many digits are collected: as the options say, else as the directory knows, else 3 to 5. */
export function pinLengths(
  { min, max }: { readonly min?: number | undefined; readonly max?: number | undefined },
  { pinLengths: known = usual }: Pick<MeetingDirectory, "pinLengths">,
): PinLengths {
  const fewest = min ?? Math.min(known.min, max ?? known.min);
  return { min: fewest, max: max ?? Math.max(known.max, fewest) };
}
