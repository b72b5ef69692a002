import { parseArgs } from "node:util";
import type { S3ClientConfig } from "@aws-sdk/client-s3";
import { bucketName, regionName } from "@switchhook/core";
import { placeOf } from "../destination.js";
import { checkBucket, type Finding, type Purpose } from "./check-bucket.js";

/** What the command is connected to. */
export interface Terminal {
  /** What was asked for. */
  readonly print: (line: string) => void;
  /** What is said beside that. */
  readonly note: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Configuration of the S3 client; default: the environment's. */
  readonly client?: S3ClientConfig;
}

const usage = `switchhook-recording check BUCKET[/FOLDER]... --account ID [options]

Whether the services can write recordings to these buckets. One line a finding; the exit code is 1 if there is any.

  --account ID          the account of the SIP media application, 12 digits
  --region REGION       its region; default: AWS_REGION
  --application ARN     the application, for bucket policies that name it: arn:aws:chime:REGION:ID:sma/...
  --voice-mail          messages are played back, so the service must read them too
  --captures            meetings are captured into it
  --concatenate         what is captured is joined
  --json                the findings as JSON`;

const flags = {
  account: { type: "string" },
  region: { type: "string" },
  application: { type: "string" },
  "voice-mail": { type: "boolean", default: false },
  captures: { type: "boolean", default: false },
  concatenate: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

class UsageError extends Error {}

/** `switchhook-recording`; answers the exit code: 1 when something was found, 2 when it could not be looked at. */
export async function recordingCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: flags, allowPositionals: true });
    if (values.help) {
      terminal.print(usage);
      return 0;
    }
    const findings = await check(positionals, values, terminal);
    tell(findings, values.json, terminal);
    return findings.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isUsage =
      error instanceof UsageError || ("code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));
    terminal.note(
      isUsage ? `${error.message}\n\n${usage}` : `It could not be checked: ${error.name}: ${error.message}`,
    );
    return 2;
  }
}

type Values = { readonly [K in "account" | "region" | "application"]?: string | undefined } & {
  readonly [K in "voice-mail" | "captures" | "concatenate"]: boolean;
};

async function check(
  [name = "", ...places]: readonly string[],
  values: Values,
  { client: config, env }: Terminal,
): Promise<Finding[]> {
  if (name !== "check")
    throw new UsageError(name === "" ? "What is to be done?" : `"${name}" is no command.`);
  const purposes = purposesOf(places, values, env);
  const { S3Client } = await import("@aws-sdk/client-s3");
  const client = new S3Client({ followRegionRedirects: true, ...config });
  const findings = await Promise.all(purposes.map((purpose) => checkBucket(client, purpose)));
  client.destroy();
  return findings.flat();
}

/** What is asked, checked before anybody is asked anything. */
function purposesOf(places: readonly string[], values: Values, env: Terminal["env"]): Purpose[] {
  const { account = "", region = env.AWS_REGION ?? "", application, captures, concatenate } = values;
  const wrong = [
    ...(places.length === 0 ? ["Name a bucket."] : []),
    ...(/^\d{12}$/.test(account) ? [] : ["--account must have 12 digits."]),
    ...(regionName().safeParse(region).success ? [] : ["--region must be a region such as us-east-1."]),
    ...(application === undefined || /^arn:aws[a-z-]*:[a-z]+:[a-z0-9-]+:\d{12}:sma\/.+$/.test(application)
      ? []
      : ["--application must be an ARN such as arn:aws:chime:us-east-1:111122223333:sma/ID."]),
    ...(concatenate && !captures ? ["--concatenate is for --captures."] : []),
    ...places
      .filter((place) => !bucketName().safeParse(place.split("/")[0]).success)
      .map((place) => `"${place}" is no bucket.`),
  ];
  if (wrong.length > 0) throw new UsageError(wrong.join("\n"));
  return places.map((place) => ({
    bucket: placeOf(place)?.bucket ?? place.replace(/\/$/, ""),
    prefix: placeOf(place)?.key.replace(/\/$/, ""),
    account,
    region,
    application,
    voiceMail: values["voice-mail"],
    captures,
    concatenate,
  }));
}

function tell(findings: readonly Finding[], json: boolean, { print, note }: Terminal): void {
  if (json) print(JSON.stringify(findings, null, 2));
  else for (const { bucket, problem, remedy } of findings) print(`${bucket}: ${problem}. ${remedy}`);
  note(findings.length === 0 ? "All is well." : `${findings.length} found.`);
}
