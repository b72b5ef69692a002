const opens = /^\s*(?:\/\/|#|<!--)\s*#if (!?)([a-z-]+)\s*(?:-->)?\s*$/;
const closes = /^\s*(?:\/\/|#|<!--)\s*#end\s*(?:-->)?\s*$/;

/**
 * Leaves out the lines between `#if flag` and `#end` whose flag is not set, and the marks themselves. The marks are
 * comments, and may be nested, so that a template is a file of its own language; `#if !flag` is the other way round.
 */
export function chosenLines(text: string, flags: ReadonlySet<string>): string {
  const open: boolean[] = [];
  const kept: string[] = [];
  for (const line of text.split("\n")) {
    const mark = opens.exec(line);
    if (mark) open.push(flags.has(mark[2] ?? "") !== (mark[1] === "!"));
    else if (closes.test(line)) {
      if (open.pop() === undefined) throw new Error("#end without #if");
    } else if (open.every(Boolean)) kept.push(line);
  }
  if (open.length > 0) throw new Error("#if without #end");
  return kept.join("\n");
}

/** Puts the project's names where the template has its own: `my-plugin`, `myPlugin`, `MyPlugin`. */
export function withWords(text: string, words: ReadonlyMap<string, string>): string {
  let result = text;
  for (const [from, to] of words) result = result.replaceAll(from, () => to);
  return result;
}
