import { readFileSync } from "node:fs";
import { IvrError } from "@switchhook/core";
import { checkNewListing, type NewListing } from "../dynamo/new-listing.js";
import { listingOf } from "./listing-fields.js";

const columns = [
  "id",
  "title",
  "pin",
  "moderator_pin",
  "length",
  "open",
  "time_zone",
  "before",
  "after",
  "capacity",
  "locale",
  "recording",
  "recording_bucket",
  "recording_prefix",
  "expires",
] as const;
type Cells = Readonly<Partial<Record<(typeof columns)[number], string>>>;

/** A meeting of a CSV file, and where it ends there. */
export interface CsvRow {
  readonly line: number;
  readonly listing: NewListing;
}

/** The meetings of a CSV file, and everything that is wrong with it, a sentence each; never a PIN. */
export interface CsvRows {
  readonly rows: readonly CsvRow[];
  readonly wrong: readonly string[];
}

/** Reads a CSV file whose first line names the columns. */
export async function readCsv(path: string): Promise<CsvRows> {
  const { CsvError, parse } = await import("csv-parse/sync");
  let records: readonly { readonly record: Cells; readonly info: { readonly lines: number } }[];
  try {
    records = parse(readFileSync(path, "utf8"), {
      bom: true,
      columns: (header: readonly string[]) => header.map((name) => name.toLowerCase()),
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser's message quotes the file, and with it PINs.
    return { rows: [], wrong: [`line ${error.lines ?? "?"}: is no CSV (${error.code})`] };
  }
  const wrong = wrongColumns(records[0]?.record);
  if (wrong.length > 0) return { rows: [], wrong };
  const read = records.map(({ record, info }) => readRow(record, info.lines));
  const rows = read.flatMap((row) => (typeof row === "string" ? [] : [row]));
  return { rows, wrong: [...read.filter((row) => typeof row === "string"), ...repeated(rows)] };
}

function wrongColumns(first: Cells | undefined): string[] {
  if (!first) return ["There are no rows below the one that names the columns."];
  const given = Object.keys(first);
  return [
    ...(given.includes("id") ? [] : ["There is no column id."]),
    ...given
      .filter((name) => !(columns as readonly string[]).includes(name))
      .map((name) => `There is a column "${name.slice(0, 40)}"; it must be one of ${columns.join(", ")}.`),
  ];
}

/** A row, or what is wrong with it. */
function readRow(record: Cells, line: number): CsvRow | string {
  // An empty cell is one that says nothing.
  const cell = (name: keyof Cells): string | undefined => record[name] || undefined;
  const moderatorPin = cell("moderator_pin");
  const listing = listingOf({
    id: record.id ?? "",
    title: cell("title"),
    pin: cell("pin"),
    moderatorPin: moderatorPin?.toLowerCase() === "random" ? true : moderatorPin,
    length: cell("length"),
    open: cell("open")
      ?.split(";")
      .map((span) => span.trim()),
    timeZone: cell("time_zone"),
    before: cell("before"),
    after: cell("after"),
    capacity: cell("capacity"),
    locale: cell("locale"),
    recording: cell("recording"),
    recordingBucket: cell("recording_bucket"),
    recordingPrefix: cell("recording_prefix"),
    expires: cell("expires"),
  });
  try {
    checkNewListing(listing);
    return { line, listing };
  } catch (error) {
    if (!(error instanceof IvrError)) throw error;
    return `line ${line}: ${error.message}`;
  }
}

/** Ids and PINs that an earlier row has; the PIN is not told. */
function repeated(rows: readonly CsvRow[]): string[] {
  const seen = new Map<string, number>();
  return rows.flatMap(({ line, listing: { id, pin, moderatorPin } }) => {
    const pins = [pin, moderatorPin].filter((clear) => typeof clear === "string");
    const claims = [
      { what: "the id", key: `id ${id}` },
      ...pins.map((clear) => ({ what: "a PIN", key: `pin ${clear}` })),
    ];
    return claims.flatMap(({ what, key }) => {
      const earlier = seen.get(key);
      if (earlier === undefined) seen.set(key, line);
      return earlier === undefined ? [] : [`line ${line}: has ${what} of line ${earlier}`];
    });
  });
}
