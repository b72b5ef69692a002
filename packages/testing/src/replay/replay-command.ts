import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { loadHandler } from "@switchhook/simulator";
import { onLocalAws } from "./on-local-aws.js";
import { readLog } from "./read-log.js";
import { replay } from "./replay.js";

export const usage = `Says where a handler would now answer otherwise than a log.

  switchhook-replay LOG --handler dist/handler.mjs

LOG is a call that the phone's page has saved, JSON lines with events and answers, or an export of CloudWatch, also gzipped.

  --handler FILE         the handler, as \`switchhook-phone\` takes it
  --digits LOGGED=TYPED  what was typed where the log has a stand-in for it; as often as wanted
  --no-state             compares actions only, not what the handler keeps
  --json                 prints JSON
  --help                 shows this

Ends with 0 when every answer is the same, with 1 when one is not, with 2 when it was called wrongly.`;

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
  const exchanges = readLog(await readFile(log));
  if (exchanges.length === 0) {
    print(`${log} has no invocation events.`);
    return 2;
  }
  const { handler: file, "no-state": actionsOnly } = values;
  const differences = await onLocalAws(async () => {
    const { handler } = await loadHandler(file);
    return replay(handler, exchanges, { state: !actionsOnly, digits: Object.fromEntries(stated) });
  });
  if (values.json) print(JSON.stringify({ events: exchanges.length, differences }, undefined, 2));
  else {
    for (const { sequence, event, transaction, of, was, is } of differences) {
      print(`${transaction} ${sequence} ${event}: ${of}\n  was ${was}\n  is  ${is}`);
    }
    const otherwise = new Set(differences.map(({ transaction, sequence }) => `${transaction} ${sequence}`));
    print(`${exchanges.length} events, ${otherwise.size} answered otherwise.`);
  }
  return differences.length === 0 ? 0 : 1;
}

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
