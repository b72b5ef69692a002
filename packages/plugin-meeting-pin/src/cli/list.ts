import type { PinTable, StoredListing } from "../dynamo/pin-table.js";
import type { Terminal } from "./terminal.js";

const heading = [
  "ID",
  "TITLE",
  "DIGITS",
  "MODERATOR",
  "OPEN",
  "MOST",
  "LOCALE",
  "RECORDING",
  "EXPIRES",
  "KEY",
];

/** Lists the meetings as a table for people, or as JSON; never a PIN, nor the hash of one. */
export async function list(table: PinTable, { print, note }: Terminal, json: boolean): Promise<void> {
  const listings = await table.list();
  if (json) return print(JSON.stringify(listings, null, 2));
  if (listings.length === 0) return note("There are no meetings.");
  const rows = [heading, ...listings.map((listing) => rowOf(listing, table.keyIds))];
  const widths = heading.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)));
  for (const row of rows) {
    print(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  }
  const withKey = (key: string) =>
    listings.filter((listing) => keysOf(listing, table.keyIds).includes(key)).length;
  const [older, unknown] = [withKey("older"), withKey("unknown")];
  if (older > 0) note(`${older} have PINs of an older key: it is needed until they are revoked.`);
  if (unknown > 0) note(`${unknown} have PINs of a key that is not given: nobody gets in with those.`);
}

const rowOf = (listing: StoredListing, known: readonly string[]): string[] => [
  listing.id,
  listing.title ?? "-",
  String(listing.pinLength ?? "-"),
  listing.hasModeratorPin ? "yes" : "no",
  listing.hours ? `${listing.hours.open.join("; ")} ${listing.hours.timeZone}` : "always",
  String(listing.capacity ?? "-"),
  listing.locale ?? "-",
  listing.recording?.mode ?? "-",
  listing.expires ?? "never",
  keysOf(listing, known).join("+"),
];

const keysOf = ({ keyIds }: StoredListing, known: readonly string[]): readonly string[] =>
  keyIds.map((id) => (id === known[0] ? "newest" : known.includes(id) ? "older" : "unknown"));
