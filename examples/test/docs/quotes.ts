import { textOf } from "./fences.js";

const mark = /^ *\/\/ #(?:region|endregion)\b.*\n/gm;

/** The lines of a region of a file, `path#region`, or of the file, without the indent that they share. */
export function quotedFrom(source: string): string {
  const [path = "", region] = source.split("#");
  const text = textOf(path);
  if (region === undefined) return text;
  const [, lines] =
    new RegExp(`^ *// #region ${region}\\n([\\s\\S]*?)^ *// #endregion$`, "m").exec(text) ?? [];
  if (lines === undefined) throw new Error(`${path} has no region ${region}, // #region ${region}`);
  return withoutIndent(lines.replace(mark, ""));
}

export function withoutIndent(text: string): string {
  const indents = text
    .split("\n")
    .flatMap((line) => (line.trim() === "" ? [] : [/^ */.exec(line)?.[0].length]));
  const shared = Math.min(...indents.map((indent) => indent ?? 0));
  return text.replace(new RegExp(`^ {${shared}}`, "gm"), "");
}

/** Whether lines stand in a file as they are, but for an indent that they share. */
export const standsIn = (lines: string, text: string): boolean => {
  const indents = [...new Set(text.match(/^ */gm))];
  return indents.some((indent) =>
    `\n${text}`.includes(`\n${withoutIndent(lines).replace(/^(?=.)/gm, indent)}`),
  );
};
