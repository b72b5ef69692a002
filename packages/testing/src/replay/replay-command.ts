import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { loadHandler, type SmaHandler } from "@switchhook/simulator";
import { onLocalAws } from "./on-local-aws.js";
import { type LoggedExchange, readLog } from "./read-log.js";
import { type Difference, replay } from "./replay.js";

export const usage = `Says where a handler would now answer otherwise than a log.

  switchhook-replay LOG --handler dist/handler.mjs

LOG is a call that the phone's page has saved, JSON lines with events and answers, or an export of CloudWatch, also gzipped.
What was answered must be in it, too: \`recordCalls\` of @switchhook/harden logs it, in the dial-in app RECORD_CALLS=on.

  --handler FILE         the handler, as \`switchhook-phone\` takes it
  --digits LOGGED=TYPED  what was typed where the log has a stand-in for it; as often as wanted
  --no-state             compares actions only, not what the handler keeps
  --json                 prints JSON
  --help                 shows this

Ends with 0 when every answer is the same, with 1 when one is not, with 2 when none could be compared or it was called wrongly.`;

const nothingCompared =
  "Nothing was compared: no event of the log has its answer. Log both, as recordCalls of @switchhook/harden does " +
  "(RECORD_CALLS=on in the dial-in app); where they are lines of their own, each with the id of its invocation, and the first one first.";

/** The command line of the replay; answers the exit code. */
export async function replayCommand(args: readonly string[], print: (line: string) => void): Promise<number> {
  let given: ReturnType<typeof parsedArguments>;
  try {
    given = parsedArguments(args);
  } catch (error) {
    print(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    return 2;
  }
  const { positionals, values } = given;
  if (values.help) {
    print(usage);
    return 0;
  }
  const [log] = positionals;
  if (log === undefined || values.handler === undefined) {
    print(`A log and a handler are needed.\n\n${usage}`);
    return 2;
  }
  const stated = (values.digits ?? []).map((pair) => pair.split("="));
  if (stated.some((pair) => pair.length !== 2)) {
    print(`--digits takes LOGGED=TYPED, as in 83921=12345.\n\n${usage}`);
    return 2;
  }
  let exchanges: readonly LoggedExchange[];
  try {
    exchanges = readLog(await readFile(log));
  } catch (error) {
    print(`The log ${log} cannot be read (${reasonOf(error)}): give a file with a log, as it was exported.`);
    return 2;
  }
  if (exchanges.length === 0) {
    print(`${log} has no invocation events.`);
    return 2;
  }
  const { handler: file, "no-state": actionsOnly } = values;
  const differences = await onLocalAws(async () => {
    const handler = await loaded(file, print);
    return handler && replay(handler, exchanges, { state: !actionsOnly, digits: Object.fromEntries(stated) });
  });
  if (!differences) return 2;
  const compared = exchanges.filter(({ answer }) => answer !== undefined).length;
  if (values.json) print(JSON.stringify({ events: exchanges.length, compared, differences }, undefined, 2));
  else printDifferences(exchanges.length, compared, differences, print);
  if (compared === 0) return 2;
  return differences.length === 0 ? 0 : 1;
}

/** The handler; undefined, and the reason printed, when it cannot be loaded. */
async function loaded(file: string, print: (line: string) => void): Promise<SmaHandler | undefined> {
  try {
    return (await loadHandler(file)).handler;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    print(`The handler ${file} cannot be loaded with the settings of this shell: ${said}`);
    return undefined;
  }
}

function printDifferences(
  events: number,
  compared: number,
  differences: readonly Difference[],
  print: (line: string) => void,
): void {
  for (const { sequence, event, transaction, of, was, is } of differences) {
    print(`${transaction} ${sequence} ${event}: ${of}\n  was ${was}\n  is  ${is}`);
  }
  const otherwise = new Set(differences.map(({ transaction, sequence }) => `${transaction} ${sequence}`));
  const count = `${events} events, ${compared} with an answer to compare`;
  print(compared === 0 ? `${count}.` : `${count}, ${otherwise.size} answered otherwise.`);
  if (compared === 0) print(nothingCompared);
}

const reasonOf = (error: unknown): string =>
  (error as { code?: string } | undefined)?.code ?? (error instanceof Error ? error.message : String(error));

const parsedArguments = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      handler: { type: "string" },
      digits: { type: "string", multiple: true },
      "no-state": { type: "boolean" },
      json: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
