import type { Json } from "./log-lines.js";

/** The rows of a CSV with a column for messages, by the names of its columns; undefined when it is none. */
export function csvRecords(text: string): readonly Json[] | undefined {
  const head = text.slice(0, text.indexOf("\n")).replaceAll('"', "").trim().split(",");
  if (!head.includes("@message") && !head.includes("message")) return undefined;
  const [, ...rows] = rowsOf(text);
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ""])));
}

/** Cells may be in quotes, and then hold commas, line breaks, and quotes that are doubled. */
function rowsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}
