/** The candidate that is nearest to what was written, when it is near enough to be a slip. */
export function didYouMean(written: string, candidates: readonly string[]): string | undefined {
  const far = Math.max(2, Math.ceil(written.length / 3));
  const [nearest] = candidates
    .map((candidate) => ({ candidate, slips: slipsBetween(written.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ slips }) => slips <= far)
    .sort((one, other) => one.slips - other.slips);
  return nearest?.candidate;
}

/** How many letters have to be changed, added or left out (Levenshtein). */
function slipsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [at, other] of [...to].entries()) {
      next.push(
        Math.min((next[at] ?? 0) + 1, (row[at + 1] ?? 0) + 1, (row[at] ?? 0) + (letter === other ? 0 : 1)),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
