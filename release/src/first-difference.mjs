/**
 * Where two texts part: the first line that differs, with what is kept and what there is now.
 * @param {string} kept
 * @param {string} now
 */
export function firstDifference(kept, now) {
  const [before, after] = [kept.split("\n"), now.split("\n")];
  const line = after.findIndex((text, index) => text !== before[index]);
  const at = line === -1 ? after.length : line;
  return `line ${at + 1}:\n- ${before[at] ?? "(nothing)"}\n+ ${after[at] ?? "(nothing)"}`;
}
