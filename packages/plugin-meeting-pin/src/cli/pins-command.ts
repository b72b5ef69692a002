import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { IvrError } from "@switchhook/core";
import { openPinTable, type PinTable } from "../dynamo/pin-table.js";
import { type GivenKeys, readKeys } from "../pin-keys.js";
import { importCsv } from "./import-csv.js";
import { list } from "./list.js";
import { listingOf } from "./listing-fields.js";
import type { Terminal } from "./terminal.js";
import { UsageError, usage } from "./usage.js";

const flags = {
  table: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h" },
  pin: { type: "string" },
  moderator: { type: "boolean" },
  length: { type: "string" },
  title: { type: "string" },
  open: { type: "string", multiple: true },
  "time-zone": { type: "string" },
  before: { type: "string" },
  after: { type: "string" },
  capacity: { type: "string" },
  locale: { type: "string" },
  recording: { type: "string" },
  "recording-bucket": { type: "string" },
  "recording-prefix": { type: "string" },
  expires: { type: "string" },
  "dry-run": { type: "boolean", default: false },
} as const;

interface Asked {
  readonly flags: ReturnType<typeof read>["values"];
  readonly operands: readonly string[];
  readonly terminal: Terminal;
}

/** `switchhook-pins`; answers the exit code. */
export async function pinsCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { values, positionals } = read(args);
    const [name = "", ...operands] = positionals;
    if (values.help) {
      terminal.print(usage);
      return 0;
    }
    const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!run) throw new UsageError(name === "" ? "What is to be done?" : `"${name}" is no command.`);
    return await run({ flags: values, operands, terminal });
  } catch (error) {
    return failed(error, terminal);
  }
}

const commands: Readonly<Record<string, (asked: Asked) => Promise<number>>> = {
  async key({ terminal }) {
    terminal.print(randomBytes(32).toString("base64"));
    return 0;
  },
  async hash({ terminal, flags: { pin = "-" } }) {
    const clear = (await pinFrom(pin, terminal)) ?? "";
    if (!/^[0-9]{1,32}$/.test(clear)) throw new UsageError("A PIN has 1 to 32 digits.");
    terminal.print(readKeys(keysOf(terminal)).hashPin(clear)[0]);
    return 0;
  },
  async "create-table"(asked) {
    const { expiryProblem } = await tableOf(asked).create();
    const { note } = asked.terminal;
    note(`The table ${tableName(asked)} is there.`);
    if (expiryProblem !== undefined)
      note(`What is outdated stays in it, for expiry by "ttl" was refused: ${expiryProblem}`);
    return 0;
  },
  add,
  async list(asked) {
    await list(tableOf(asked), asked.terminal, asked.flags.json);
    return 0;
  },
  async revoke(asked) {
    const id = operand(asked, "The id of the meeting");
    const found = await tableOf(asked).revoke(id);
    asked.terminal.note(found ? `Revoked ${id}.` : `There is no meeting ${id}.`);
    return found ? 0 : 1;
  },
  async import(asked) {
    const { "dry-run": dryRun, json } = asked.flags;
    return importCsv(operand(asked, "The CSV file"), tableOf(asked), asked.terminal, { dryRun, json });
  },
};

async function add(asked: Asked): Promise<number> {
  const { flags: given, terminal } = asked;
  const id = operand(asked, "The id of the meeting");
  const added = await tableOf(asked).add(
    listingOf({
      ...given,
      id,
      pin: await pinFrom(given.pin, terminal),
      moderatorPin: given.moderator ? true : undefined,
      timeZone: given["time-zone"],
      recordingBucket: given["recording-bucket"],
      recordingPrefix: given["recording-prefix"],
    }),
  );
  if (given.json) {
    terminal.print(JSON.stringify(added, null, 2));
    return 0;
  }
  terminal.note(`Added ${id}. Its PINs cannot be read later:`);
  terminal.print(`PIN ${added.pin}`);
  if (added.moderatorPin !== undefined) terminal.print(`moderator's PIN ${added.moderatorPin}`);
  return 0;
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function failed(error: unknown, { note }: Terminal): number {
  if (error instanceof UsageError) {
    note(`${error.message}\n\n${usage}`);
    return 2;
  }
  if (error instanceof IvrError) note(`${error.message}\n${error.hint}`);
  else note(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  return 1;
}

const tableOf = (asked: Asked): PinTable =>
  openPinTable({ table: tableName(asked), keys: keysOf(asked.terminal) });

function tableName({ flags: { table }, terminal: { env } }: Asked): string {
  const name = table ?? env.SWITCHHOOK_PIN_TABLE;
  if (!name) throw new UsageError("Which table? --table names it, or $SWITCHHOOK_PIN_TABLE.");
  return name;
}

function keysOf({ env }: Terminal): GivenKeys {
  const keys = env.SWITCHHOOK_PIN_KEYS;
  if (!keys) throw new UsageError("$SWITCHHOOK_PIN_KEYS is not set; `switchhook-pins key` makes a key.");
  return keys;
}

function operand({ operands }: Asked, what: string): string {
  const [one, ...more] = operands;
  if (one === undefined || more.length > 0) throw new UsageError(`${what} must be given, and nothing else.`);
  return one;
}

// On a command line a PIN stays in the history of the shell.
const pinFrom = async (pin: string | undefined, { input }: Terminal): Promise<string | undefined> =>
  pin === "-" ? (await input()).trim() : pin;
