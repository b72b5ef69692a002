import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { localAws } from "../aws/local-aws.js";
import { listen } from "../aws/local-endpoint.js";
import { realClock } from "../clock.js";
import { urlHandler } from "../handlers/url-handler.js";
import { BucketFolders } from "../media/bucket-folders.js";
import { checkUp } from "./checkup.js";
import { keyOf, type Rule, rules } from "./findings.js";
import { type HandlerFactory, handlerProcesses } from "./handler-process.js";
import { reportJunit, reportText } from "./report.js";

export const checkupUsage = `Plays the awkward calls against an SMA handler, unchanged, and says what is wrong with it.

  switchhook-checkup --handler dist/handler.mjs --digits 12345

  --handler FILE|URL    a module that exports "handler", or a Lambda invoke API
  --digits A,B          digits that lead on, such as a PIN
  --env NAME=VALUE      a variable for the handler; as often as needed
  --only RULE,RULE      judges by these rules alone
  --skip RULE,RULE      judges by all rules but these
  --invocations N       for exploring; default 2000
  --json                prints the findings as JSON
  --junit FILE          writes them as JUnit XML
  --baseline FILE       what is in there does not fail; --update-baseline writes it
  --help                shows this

Rules: ${Object.keys(rules).join(", ")}

Ends with 0 when nothing was found, with 1 when something was, with 2 when the handler cannot be examined.`;

/** `switchhook-checkup`; answers the exit code. */
export async function checkupCommand(
  args: readonly string[],
  print: (text: string) => void,
): Promise<number> {
  let options: ReturnType<typeof read>;
  try {
    options = read(args);
  } catch (error) {
    print(`${error instanceof Error ? error.message : String(error)}\n\n${checkupUsage}`);
    return 2;
  }
  if (!options) {
    print(checkupUsage);
    return 0;
  }
  const unserved = new Set<string>();
  const aws = localAws({
    region: "us-east-1",
    clock: realClock,
    buckets: new BucketFolders({}),
    speak: async () => ({ problem: "nothing is spoken in a check-up" }),
    calls: { place: () => randomUUID(), update: () => false },
    onUnserved: (what) => unserved.add(what),
  });
  const endpoint = await listen(aws.app);
  const handlers = factoryFor(options.handler, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    ...options.environment,
  });
  try {
    const { faults } = aws.meetings;
    const slowAws = (slow: boolean) => (slow ? faults.demand("*", "slow", 1000) : faults.clear());
    const result = await checkUp({ ...options, handlers, slowAws });
    const keys = result.findings.map(keyOf);
    if (options.baseline !== undefined && options.updates)
      writeFileSync(options.baseline, `${JSON.stringify(keys, null, 2)}\n`);
    const known = new Set<string>(
      options.baseline !== undefined && existsSync(options.baseline)
        ? JSON.parse(readFileSync(options.baseline, "utf8"))
        : [],
    );
    if (options.junit !== undefined) writeFileSync(options.junit, reportJunit(result, known));
    print(options.json ? JSON.stringify(result, null, 2) : reportText(result, known));
    if (unserved.size > 0)
      print(`The handler asked for what is not served here: ${[...unserved].join(", ")}`);
    return keys.every((key) => known.has(key)) ? 0 : 1;
  } catch (error) {
    print(`The handler cannot be examined: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  } finally {
    handlers.close();
    await endpoint.close();
    await aws.close();
  }
}

// The service gives up after 20 s.
const mostMs = 20_000;

/** A handler behind a URL is always the same one: what it keeps in memory cannot be taken from it. */
function factoryFor(where: string, environment: Readonly<Record<string, string>>): HandlerFactory {
  if (!/^https?:\/\//.test(where)) return handlerProcesses(where, { environment, mostMs });
  const invoke = urlHandler(where);
  return {
    fresh: async () => ({ invoke: async (event) => invoke(event), log: () => "", close() {} }),
    close() {},
  };
}

function read(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      handler: { type: "string" },
      digits: { type: "string" },
      env: { type: "string", multiple: true },
      only: { type: "string" },
      skip: { type: "string" },
      invocations: { type: "string" },
      json: { type: "boolean" },
      junit: { type: "string" },
      baseline: { type: "string" },
      "update-baseline": { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return undefined;
  if (!values.handler) throw new Error("--handler is missing: the file or URL of the handler to examine");
  const all = Object.keys(rules) as Rule[];
  const listed = (text: string | undefined): Rule[] =>
    (text?.split(",") ?? []).map((name) => {
      const rule = all.find((one) => one === name.trim());
      if (!rule) throw new Error(`"${name}" is no rule`);
      return rule;
    });
  const only = listed(values.only);
  const skip = listed(values.skip);
  const invocations = Number(values.invocations ?? 2000);
  if (!Number.isInteger(invocations) || invocations < 1)
    throw new Error("--invocations must be a whole number from 1");
  // What only a fresh environment, or a log, can show is not there behind a URL.
  const behindUrl: Rule[] = /^https?:/.test(values.handler)
    ? ["warm-differs-from-fresh", "secrets-in-logs"]
    : [];
  return {
    handler: values.handler,
    digits: values.digits?.split(",") ?? [],
    environment: Object.fromEntries(
      (values.env ?? []).map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
    ),
    rules: (only.length > 0 ? only : all).filter((rule) => ![...skip, ...behindUrl].includes(rule)),
    mostInvocations: invocations,
    json: values.json ?? false,
    junit: values.junit,
    baseline: values.baseline,
    updates: values["update-baseline"] ?? false,
  };
}
