import type { NewListing } from "../dynamo/new-listing.js";

/** A meeting as it is written on a command line or in a row of a CSV file: text, where it is given. */
export interface ListingFields {
  readonly id: string;
  readonly title?: string | undefined;
  readonly pin?: string | undefined;
  readonly moderatorPin?: string | true | undefined;
  readonly length?: string | undefined;
  readonly open?: readonly string[] | undefined;
  readonly timeZone?: string | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly capacity?: string | undefined;
  readonly locale?: string | undefined;
  readonly recording?: string | undefined;
  readonly recordingBucket?: string | undefined;
  readonly recordingPrefix?: string | undefined;
  readonly expires?: string | undefined;
}

/** The listing that the fields are meant to be. */
export function listingOf(fields: ListingFields): NewListing {
  const { id, title, pin, moderatorPin, length, capacity, locale, expires } = fields;
  const { open, timeZone, before, after } = fields;
  const hours = given({ timeZone, open, before, after });
  const recording = given({
    mode: fields.recording,
    bucket: fields.recordingBucket,
    prefix: fields.recordingPrefix,
  });
  const listing = given({
    id,
    title,
    pin,
    moderatorPin,
    pinLength: numberOf(length),
    hours,
    capacity: numberOf(capacity),
    locale,
    recording,
    expires,
  });
  // The text may be anything yet; `checkNewListing` says what is wrong with it, all at once.
  return listing as unknown as NewListing;
}

/** What is given of some fields; undefined when nothing is. */
function given(fields: object): object | undefined {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);
