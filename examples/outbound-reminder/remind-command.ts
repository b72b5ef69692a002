import { parseArgs } from "node:util";
import * as z from "zod";
import { Reminder, remind } from "./remind.js";

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    to: text,
    from: text,
    application: text,
    appointment: text,
    at: text,
    "time-zone": text,
    language: text,
  },
});
const { "time-zone": timeZone, ...rest } = values;
const given = Reminder.safeParse({ ...rest, timeZone });
if (given.success) {
  console.log(await remind(given.data));
} else {
  console.error(z.prettifyError(given.error));
  process.exitCode = 2;
}
