export const usage = `Keeps the PINs of meetings in a DynamoDB table.

  switchhook-pins key                        prints a new key; keep it where secrets are kept
  switchhook-pins create-table               creates the table
  switchhook-pins add weekly --title Weekly  adds a meeting, and prints its PIN this once
  switchhook-pins list                       lists the meetings, without their PINs
  switchhook-pins revoke weekly              takes a meeting and its PINs out
  switchhook-pins import meetings.csv        adds the meetings of a CSV file
  switchhook-pins hash                       reads a PIN, prints its pinHash for a JSON directory

  --table NAME           the table; default: $SWITCHHOOK_PIN_TABLE
  --json                 prints JSON
  --help                 shows this

The keys come from $SWITCHHOOK_PIN_KEYS: base64 of at least 32 bytes each, the newest first, with commas between them.
Region, credentials and endpoint come from the environment, as for every AWS SDK.

add:
  --pin PIN              3 to 12 digits, or - to read it from the standard input; default: at random
  --moderator            gives it a moderator's PIN as well, at random
  --length N             digits of PINs at random, 3 to 12; default 8
  --title TEXT           at most 100 characters
  --open SPAN            "mon-fri 09:00-17:00", "2026-12-01 09:00-10:30"; as often as needed
  --time-zone ZONE       of the opening hours, such as Europe/Berlin
  --before TEXT          said before it opens; {title} and {time} are filled in
  --after TEXT           said when it does not open any more
  --capacity N           most attendees at once, 1 to 250
  --locale TAG           language tag, such as de-DE
  --recording MODE       never, on-request or always
  --recording-bucket B   in place of the plugin's bucket
  --recording-prefix P   in place of the plugin's prefix
  --expires TIME         such as 2026-12-31T23:59:59Z

import:
  --dry-run              says what is wrong with the file, and adds nothing
  Columns: id, title, pin, moderator_pin, length, open (spans, with ; between them), time_zone, before, after, capacity,
  locale, recording, recording_bucket, recording_prefix, expires. Only id is needed. moderator_pin may be "random".

Ends with 0 when it is done, with 1 when something could not be done, with 2 when it was called wrongly.`;

/** The command was called wrongly. */
export class UsageError extends Error {}
