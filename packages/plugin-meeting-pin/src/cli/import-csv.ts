import { IvrError } from "@switchhook/core";
import type { AddedListing, PinTable } from "../dynamo/pin-table.js";
import { type CsvRow, readCsv } from "./csv-rows.js";
import type { Terminal } from "./terminal.js";

/** Adds the meetings of a CSV file, once all of it has been found good; answers the exit code. */
export async function importCsv(
  path: string,
  table: PinTable,
  { print, note }: Terminal,
  { dryRun, json }: { readonly dryRun: boolean; readonly json: boolean },
): Promise<number> {
  const { rows, wrong } = await readCsv(path);
  for (const problem of wrong) note(problem);
  if (wrong.length > 0) {
    note(`Nothing was added: ${path} has ${wrong.length} problems.`);
    return 1;
  }
  if (dryRun) {
    note(`${rows.length} meetings are good to be added.`);
    return 0;
  }
  const added: AddedListing[] = [];
  for (const { line, listing } of rows) {
    try {
      added.push(await table.add(listing));
    } catch (error) {
      // What is in use concerns this row alone.
      if (!(error instanceof IvrError)) {
        // Nobody can read them later.
        printDrawn(drawnPins(added, rows), print, json);
        throw explained(error, line, added.length);
      }
      note(`line ${line}: ${error.message}`);
    }
  }
  printDrawn(drawnPins(added, rows), print, json);
  const failed = rows.length - added.length;
  note(`${added.length} meetings added${failed > 0 ? `, ${failed} not` : ""}.`);
  return failed > 0 ? 1 : 0;
}

const explained = (cause: unknown, line: number, added: number): Error =>
  new Error(
    `stopped at line ${line}, after ${added} meetings were added: ${cause instanceof Error ? `${cause.name}: ${cause.message}` : cause}`,
    { cause },
  );

/** The PINs at random; those that the file had need not be told again. */
const drawnPins = (
  added: readonly AddedListing[],
  rows: readonly CsvRow[],
): readonly Partial<AddedListing>[] => {
  const given = new Map(rows.map(({ listing }) => [listing.id, listing]));
  return added.flatMap(({ id, pin, moderatorPin }) => {
    const row = given.get(id);
    const pins = {
      ...(row?.pin === undefined && { pin }),
      ...(row?.moderatorPin === true && moderatorPin !== undefined && { moderatorPin }),
    };
    return Object.keys(pins).length > 0 ? [{ id, ...pins }] : [];
  });
};

function printDrawn(drawn: readonly Partial<AddedListing>[], print: Terminal["print"], json: boolean): void {
  if (json) print(JSON.stringify(drawn, null, 2));
  else if (drawn.length > 0) {
    print("id,pin,moderator_pin");
    for (const { id, pin = "", moderatorPin = "" } of drawn) print([id, pin, moderatorPin].join(","));
  }
}
