import { IvrError, readValue } from "@switchhook/core";
import * as z from "zod/mini";

const bucketForm = "the name of an S3 bucket: 3 to 63 of a-z 0-9 . -";
const bucket = z
  .string({ error: bucketForm })
  .check(z.regex(/^(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, bucketForm));
const wholeNumber = (min: number, max: number) =>
  z
    .pipe(z.string().check(z.regex(/^\d+$/, `a whole number from ${min} to ${max}`)), z.transform(Number))
    .check(z.refine((value) => value >= min && value <= max, `a whole number from ${min} to ${max}`));

/** The environment of the app: every variable, and what it may be. */
export const environment = z.object({
  PROMPT_BUCKET: bucket,
  MEETING_DIRECTORY: z
    .string({ error: "the path of a JSON file, dynamodb:TABLE, or `open` to let any PIN in" })
    .check(z.minLength(1)),
  PIN_KEYS: z.optional(z.string()),
  RECORDING_BUCKET: bucket,
  RECORDING_PREFIX: z.optional(
    z.string().check(z.regex(/^[^/].*[^/]$/, "a prefix that neither begins nor ends with /")),
  ),
  MEDIA_REGION: z.optional(
    z.string().check(z.regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "a region such as us-east-1")),
  ),
  PIN_MAX_ATTEMPTS: z._default(wholeNumber(1, 9), 3),
  // Without them the directory says how long its PINs are.
  PIN_MIN_DIGITS: z.optional(wholeNumber(1, 32)),
  PIN_MAX_DIGITS: z.optional(wholeNumber(1, 32)),
  PIN_GUESS_GUARD: z._default(z.enum(["on", "off"], { error: "on or off" }), "on"),
  LOCALE: z._default(
    z.string().check(z.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, "a language tag such as en-US")),
    "en-US",
  ),
  LOG_LEVEL: z._default(
    z.enum(["DEBUG", "INFO", "WARN", "ERROR", "SILENT"], { error: "DEBUG, INFO, WARN, ERROR or SILENT" }),
    "INFO",
  ),
  RECORD_CALLS: z._default(z.enum(["on", "off"], { error: "on or off" }), "off"),
  METRICS_NAMESPACE: z.optional(
    z
      .string()
      .check(z.regex(/^[A-Za-z0-9._\-/#:]{1,255}$/, "a namespace of CloudWatch such as Switchhook/DialIn")),
  ),
  TRACES_RATIO: z.optional(
    z.pipe(
      z.string().check(z.regex(/^(?:0|1|0?\.\d+|1\.0+)$/, "a part of all calls, from 0 to 1 such as 0.1")),
      z.transform(Number),
    ),
  ),
});

export type Config = z.output<typeof environment>;

/** Reads the configuration from the environment; everything that is wrong is in one `IVR_CONFIG_INVALID`. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // A variable that is set to nothing is one that is not set.
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const whole = environment.check(
    z.refine(({ MEETING_DIRECTORY, PIN_KEYS }) => !MEETING_DIRECTORY.startsWith("dynamodb:") || PIN_KEYS, {
      path: ["PIN_KEYS"],
      message: "keys such as `switchhook-pins key` makes, which the PINs of the table are hashed with",
      when: ({ value }) => typeof (value as { MEETING_DIRECTORY?: unknown }).MEETING_DIRECTORY === "string",
    }),
    z.refine(({ PIN_MIN_DIGITS: min = 1, PIN_MAX_DIGITS: max = 32 }) => min <= max, {
      path: ["PIN_MAX_DIGITS"],
      message: "a number that is not below PIN_MIN_DIGITS",
      // Told together with whatever else is wrong, as long as both can be read.
      when: ({ issues }) => !issues.some(({ path }) => String(path?.[0]).startsWith("PIN_")),
    }),
  );
  const parsed = readValue(whole, given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const value = given[name];
    return `- ${name}: expected ${issue.message}, given ${value === undefined ? "nothing" : JSON.stringify(value.slice(0, 80))}`;
  });
  throw new IvrError("IVR_CONFIG_INVALID", `the environment is wrong:\n${lines.join("\n")}`);
}
