// Whoever reads a package's first CHANGELOG has never seen it otherwise.
const past =
  /\b(?:is now|are now|no longer|takes? the place of|used to|anymore|any more|was renamed|formerly)\b/i;

/** The words of an entry that tell of a past, which the first release has none of; undefined when there are none. */
export const wordsOfThePast = (text) => past.exec(text)?.[0];

/** What is wrong with a CHANGELOG of the first release; undefined when nothing is. */
export function changelogProblem(text) {
  const words = wordsOfThePast(text);
  if (words !== undefined) return `tells of a past: "${words}"`;
  if (/Updated dependencies|^- [0-9a-f]{7}:/m.test(text)) return "has hashes or rows of dependencies";
  return /^- /m.test(text) ? undefined : "has no entry";
}
