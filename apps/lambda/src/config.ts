import { IvrError } from "@switchhook/core";
import * as z from "zod";

const bucketForm = "the name of an S3 bucket: 3 to 63 of a-z 0-9 . -";
const bucket = z
  .string({ error: bucketForm })
  .regex(/^(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, bucketForm);
const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `a whole number from ${min} to ${max}`);

/** The environment of the app: every variable, and what it may be. */
const environment = z.object({
  PROMPT_BUCKET: bucket,
  MEETING_DIRECTORY: z
    .string({ error: "the path of a JSON file, dynamodb:TABLE, or `open` to let any PIN in" })
    .min(1),
  PIN_KEYS: z.string().optional(),
  RECORDING_BUCKET: bucket,
  RECORDING_PREFIX: z
    .string()
    .regex(/^[^/].*[^/]$/, "a prefix that neither begins nor ends with /")
    .optional(),
  MEDIA_REGION: z
    .string()
    .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "a region such as us-east-1")
    .optional(),
  PIN_MAX_ATTEMPTS: wholeNumber(1, 9).default(3),
  PIN_MIN_DIGITS: wholeNumber(1, 32).default(3),
  PIN_MAX_DIGITS: wholeNumber(1, 32).default(5),
  PIN_GUESS_GUARD: z.enum(["on", "off"], { error: "on or off" }).default("on"),
  LOCALE: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, "a language tag such as en-US")
    .default("en-US"),
  LOG_LEVEL: z
    .enum(["DEBUG", "INFO", "WARN", "ERROR", "SILENT"], { error: "DEBUG, INFO, WARN, ERROR or SILENT" })
    .default("INFO"),
  METRICS_NAMESPACE: z
    .string()
    .regex(/^[A-Za-z0-9._\-/#:]{1,255}$/, "a namespace of CloudWatch such as Switchhook/DialIn")
    .optional(),
});

export type Config = z.output<typeof environment>;

/** Reads the configuration from the environment; everything that is wrong is in one `IVR_CONFIG_INVALID`. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // A variable that is set to nothing is one that is not set.
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = environment
    .refine(({ MEETING_DIRECTORY, PIN_KEYS }) => !MEETING_DIRECTORY.startsWith("dynamodb:") || PIN_KEYS, {
      path: ["PIN_KEYS"],
      message: "keys such as `switchhook-pins key` makes, which the PINs of the table are hashed with",
      when: ({ value }) => typeof (value as { MEETING_DIRECTORY?: unknown }).MEETING_DIRECTORY === "string",
    })
    .refine(({ PIN_MIN_DIGITS, PIN_MAX_DIGITS }) => PIN_MIN_DIGITS <= PIN_MAX_DIGITS, {
      path: ["PIN_MAX_DIGITS"],
      message: "a number that is not below PIN_MIN_DIGITS",
      // Told together with whatever else is wrong, as long as both are numbers.
      when: ({ issues }) => !issues.some(({ path }) => String(path?.[0]).startsWith("PIN_")),
    })
    .safeParse(given, { jitless: true });
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const value = given[name];
    return `- ${name}: expected ${issue.message}, given ${value === undefined ? "nothing" : JSON.stringify(value.slice(0, 80))}`;
  });
  throw new IvrError("IVR_CONFIG_INVALID", `the environment is wrong:\n${lines.join("\n")}`);
}
