import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { importCsv } from "../src/cli/import-csv.js";
import { pinsCommand } from "../src/cli/pins-command.js";
import { dynamoDirectory, jsonDirectory, MeetingDirectory, type PinTable } from "../src/index.js";
import { keyNumber, type LocalDynamo, startDynamo } from "./local-dynamo.js";
import { serviceOf } from "./service-of.js";

let dynamo: LocalDynamo;
let folder: string;
let table: string;
let tables = 0;
beforeAll(async () => {
  dynamo = await startDynamo();
  folder = mkdtempSync(join(tmpdir(), "pins-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await dynamo.close();
});
beforeEach(async () => {
  table = `pins-${tables++}`;
  for (const [name, text] of Object.entries({
    AWS_ENDPOINT_URL: dynamo.client.endpoint,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  }))
    vi.stubEnv(name, text);
  const { code, noted } = await run(["create-table"]);
  // Expiry is nothing that the local DynamoDB has; that it was refused is said, and not in the way.
  expect(noted).toEqual([
    `The table ${table} is there.`,
    expect.stringContaining('expiry by "ttl" was refused'),
  ]);
  expect(code).toBe(0);
});

interface Ran {
  readonly code: number;
  readonly printed: readonly string[];
  readonly noted: readonly string[];
}

async function run(
  args: readonly string[],
  { input = "", env = {} }: { input?: string; env?: object } = {},
): Promise<Ran> {
  const [printed, noted]: [string[], string[]] = [[], []];
  const code = await pinsCommand(args, {
    print: (line) => void printed.push(line),
    note: (line) => void noted.push(line),
    env: { SWITCHHOOK_PIN_TABLE: table, SWITCHHOOK_PIN_KEYS: keyNumber(1), ...env },
    input: async () => input,
  });
  return { code, printed, noted };
}

const find = async (pin: string) => {
  const binding = dynamoDirectory({ table, keys: keyNumber(1), client: dynamo.client });
  return (await serviceOf(MeetingDirectory, binding)).find(pin);
};
const csv = (...lines: string[]): string => {
  const path = join(folder, "meetings.csv");
  writeFileSync(path, lines.join("\n"));
  return path;
};

describe("switchhook-pins", () => {
  it("adds a meeting with all that a listing has, and tells its PIN once", async () => {
    const { code, printed } = await run([
      ..."add weekly --moderator --length 6 --capacity 12 --locale de-DE --recording always".split(" "),
      ..."--recording-bucket board-recordings --time-zone Europe/Berlin --expires 2027-01-01T00:00:00Z".split(
        " ",
      ),
      ...[
        "--title",
        "Weekly",
        "--open",
        "mon 09:00-10:00",
        "--open",
        "2026-12-24 09:00-10:00",
        "--before",
        "{time}",
      ],
    ]);
    expect(code).toBe(0);
    const [pin = "", moderatorPin = ""] = printed.map((line) => line.split(" ").at(-1));
    expect(printed).toEqual([`PIN ${pin}`, `moderator's PIN ${moderatorPin}`]);
    expect(pin).toMatch(/^\d{6}$/);
    const listing = {
      id: "weekly",
      title: "Weekly",
      capacity: 12,
      locale: "de-DE",
      recording: { mode: "always", bucket: "board-recordings" },
      hours: {
        timeZone: "Europe/Berlin",
        open: ["mon 09:00-10:00", "2026-12-24 09:00-10:00"],
        before: "{time}",
      },
      expires: "2027-01-01T00:00:00Z",
    };
    expect(await find(pin)).toEqual(listing);
    expect(await find(moderatorPin)).toEqual({ ...listing, role: "moderator" });
  });

  it("reads a PIN from the standard input, so that no shell remembers it", async () => {
    expect((await run(["add", "weekly", "--pin", "-"], { input: "12345\n" })).code).toBe(0);
    expect((await find("12345"))?.id).toBe("weekly");
  });

  it("says what is wrong with a listing, and what is in use", async () => {
    const bad = await run([
      "add",
      "weekly",
      "--capacity",
      "many",
      "--recording",
      "maybe",
      "--open",
      "always",
    ]);
    expect(bad.code).toBe(1);
    expect(bad.noted.join()).toMatch(
      /capacity: .*recording\.mode: .*hours\.timeZone: .*hours\.open\.0: must be such as/,
    );
    await run(["add", "weekly", "--pin", "12345"]);
    const taken = await run(["add", "other", "--pin", "12345"]);
    expect(taken).toMatchObject({ code: 1, noted: [expect.stringContaining("IVR_LISTING_TAKEN")] });
    expect(taken.noted.join()).not.toContain("12345");
  });

  it("lists meetings without PINs, as a table and as JSON, and says which keys are still needed", async () => {
    await run(["add", "weekly", "--pin", "71171", "--title", "Weekly"]);
    const rotated = { env: { SWITCHHOOK_PIN_KEYS: `${keyNumber(2)},${keyNumber(1)}` } };
    await run(["add", "board", "--pin", "82282"], rotated);
    const { code, printed, noted } = await run(["list"], rotated);
    expect(code).toBe(0);
    expect(printed.map((line) => line.split(/ {2,}/))).toEqual([
      ["ID", "TITLE", "DIGITS", "MODERATOR", "OPEN", "MOST", "LOCALE", "RECORDING", "EXPIRES", "KEY"],
      ["board", "-", "5", "no", "always", "-", "-", "-", "never", "newest"],
      ["weekly", "Weekly", "5", "no", "always", "-", "-", "-", "never", "older"],
    ]);
    expect(noted).toEqual([expect.stringContaining("1 have PINs of an older key")]);
    const json = await run(["list", "--json"], rotated);
    expect(JSON.parse(json.printed.join())).toMatchObject([
      { id: "board" },
      { id: "weekly", title: "Weekly" },
    ]);
    expect([...printed, ...json.printed].join()).not.toMatch(/71171|82282/);
  });

  it("revokes a meeting, and says when there is none", async () => {
    await run(["add", "weekly", "--pin", "12345"]);
    expect(await run(["revoke", "weekly"])).toMatchObject({ code: 0, noted: ["Revoked weekly."] });
    expect(await find("12345")).toBeUndefined();
    expect(await run(["revoke", "weekly"])).toMatchObject({
      code: 1,
      noted: ["There is no meeting weekly."],
    });
  });

  it("makes a key that is good, another each time", async () => {
    const [one, other] = [await run(["key"]), await run(["key"])];
    expect(one.printed).not.toEqual(other.printed);
    const env = { SWITCHHOOK_PIN_KEYS: one.printed.join() };
    expect((await run(["add", "weekly", "--pin", "12345"], { env })).code).toBe(0);
  });

  it("hashes a PIN for a directory in a JSON file", async () => {
    const { printed } = await run(["hash"], { input: "12345" });
    const path = join(folder, "meetings.json");
    writeFileSync(path, JSON.stringify({ meetings: [{ id: "weekly", pinHash: printed.join() }] }));
    const directory = await serviceOf(MeetingDirectory, jsonDirectory(path, { keys: keyNumber(1) }));
    expect((await directory.find("12345"))?.id).toBe("weekly");
  });

  it.each([
    ["without a command", [], "What is to be done?"],
    ["with one that there is not", ["remove"], '"remove" is no command'],
    ["with an option that there is not", ["list", "--pins"], "--pins"],
    ["without an id", ["add"], "The id of the meeting must be given"],
    ["with two", ["revoke", "one", "two"], "and nothing else"],
  ])("called %s says how, and ends with 2", async (_, args, said) => {
    const { code, noted } = await run(args);
    expect(code).toBe(2);
    expect(noted.join()).toContain(said);
    expect(noted.join()).toContain("switchhook-pins create-table");
  });

  it.each([
    ["a table", { SWITCHHOOK_PIN_TABLE: "" }, 2, "--table"],
    ["keys", { SWITCHHOOK_PIN_KEYS: "" }, 2, "SWITCHHOOK_PIN_KEYS is not set"],
    ["good keys", { SWITCHHOOK_PIN_KEYS: "c2hvcnQ=" }, 1, "at least 32 bytes"],
  ])("without %s says so, and tells no key", async (_, env, code, said) => {
    const ran = await run(["list"], { env });
    expect(ran.code).toBe(code);
    expect(ran.noted.join()).toContain(said);
    expect(ran.noted.join()).not.toContain("c2hvcnQ");
  });

  it("says which table there is not", async () => {
    const { code, noted } = await run(["list", "--table", "nowhere"]);
    expect(code).toBe(1);
    expect(noted.join()).toContain("ResourceNotFoundException");
  });
});

describe("switchhook-pins import", () => {
  it("adds every meeting of the file, and prints the PINs that were drawn, and only those", async () => {
    const path = csv(
      "\uFEFFID,title,pin,moderator_pin,length,open,time_zone,capacity",
      'weekly,"Weekly, the long one",71171,random,,mon 09:00-10:00; 2026-12-24 09:00-10:00,Europe/Berlin,20',
      "lounge,,,,6,,,",
      "",
    );
    const { code, printed, noted } = await run(["import", path]);
    expect(noted).toEqual(["2 meetings added."]);
    expect(code).toBe(0);
    const [header, weekly = "", lounge = ""] = printed;
    expect(header).toBe("id,pin,moderator_pin");
    expect(weekly).toMatch(/^weekly,,\d{5}$/);
    expect(lounge).toMatch(/^lounge,\d{6},$/);
    expect(await find("71171")).toMatchObject({ title: "Weekly, the long one", capacity: 20 });
    expect(await find(weekly.split(",")[2] ?? "")).toMatchObject({
      role: "moderator",
      hours: { open: { length: 2 } },
    });
  });

  it("adds nothing while anything is wrong, and says all of it by line, without a PIN", async () => {
    const path = csv(
      "id,pin,capacity,expires",
      "weekly,71171,,",
      "no good,71172,,",
      "board,711x3,500,soon",
      "weekly,71171,,",
    );
    const { code, noted } = await run(["import", path]);
    expect(code).toBe(1);
    expect(noted).toEqual([
      expect.stringMatching(/^line 3: .*id: /),
      expect.stringMatching(/^line 4: .*capacity: .*expires: .*pin: /),
      "line 5: has the id of line 2",
      "line 5: has a PIN of line 2",
      expect.stringMatching(/^Nothing was added: .*4 problems/),
    ]);
    expect(noted.join()).not.toMatch(/711/);
    expect(await dynamo.atRest(table)).toEqual([]);
  });

  it("tries a file without adding anything", async () => {
    expect(await run(["import", csv("id", "weekly"), "--dry-run"])).toMatchObject({
      code: 0,
      noted: ["1 meetings are good to be added."],
    });
    expect(await dynamo.atRest(table)).toEqual([]);
  });

  it("adds the others when one is in use, and ends with 1", async () => {
    await run(["add", "weekly", "--pin", "12345"]);
    const { code, noted } = await run(["import", csv("id,pin", "weekly,777777", "board,54321")]);
    expect(code).toBe(1);
    expect(noted).toEqual([
      "line 2: IVR_LISTING_TAKEN: there is a meeting weekly already",
      "1 meetings added, 1 not.",
    ]);
    expect((await find("54321"))?.id).toBe("board");
    expect(await find("777777")).toBeUndefined();
  });

  it("prints the PINs that were drawn before the table failed, for nobody can read them later", async () => {
    const printed: string[] = [];
    const added = [{ id: "weekly", pin: "71171000" }];
    const add = async () => added.shift() ?? Promise.reject(new Error("the table is gone"));
    const terminal = {
      print: (text: string) => void printed.push(text),
      note() {},
      env: {},
      input: async () => "",
    };
    const importing = importCsv(csv("id", "weekly", "board"), { add } as unknown as PinTable, terminal, {
      dryRun: false,
      json: false,
    });
    await expect(importing).rejects.toThrow("stopped at line 3, after 1 meetings were added");
    expect(printed).toEqual(["id,pin,moderator_pin", "weekly,71171000,"]);
  });

  it.each([
    ["a column that there is not", ["id,pni", "weekly,71171"], /column "pni"/],
    ["no column id", ["pin", "71171"], /no column id/],
    ["no rows", ["id,pin"], /no rows/],
    ["a row that is too long", ["id,pin", "weekly,71171,9"], /line 2: is no CSV/],
    ["a quote that is not closed", ["id,pin", '"weekly,71171'], /is no CSV/],
  ])("refuses a file with %s, without quoting it", async (_, lines, expected) => {
    const { code, noted } = await run(["import", csv(...lines)]);
    expect(code).toBe(1);
    expect(noted.join()).toMatch(expected);
    expect(noted.join()).not.toContain("71171");
  });

  it("says when there is no such file", async () => {
    const { code, noted } = await run(["import", join(folder, "none.csv")]);
    expect(code).toBe(1);
    expect(noted.join()).toContain("ENOENT");
  });
});
