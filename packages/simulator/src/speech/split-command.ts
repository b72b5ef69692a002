/** A command line in words, at spaces that are not in quotes; no shell reads it. */
export function splitCommand(line: string): string[] {
  const words: string[] = [];
  for (const [, word = ""] of line.matchAll(/((?:"[^"]*"|'[^']*'|[^\s"'])+)/g)) {
    words.push(word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
  }
  return words;
}
