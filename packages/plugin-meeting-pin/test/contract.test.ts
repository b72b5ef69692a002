import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DirectoryUnderTest, directoryRules, type ListingToKeep } from "../src/contract.js";
import { dynamoDirectory, jsonDirectory, MeetingDirectory } from "../src/index.js";
import { readKeys } from "../src/pin-keys.js";
import { keyNumber, type LocalDynamo, startDynamo } from "./local-dynamo.js";
import { serviceOf } from "./service-of.js";

let dynamo: LocalDynamo;
let folder: string;
beforeAll(async () => {
  dynamo = await startDynamo();
  folder = mkdtempSync(join(tmpdir(), "directory-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await dynamo.close();
});

const keys = keyNumber(1);

async function jsonOf(meetings: readonly object[]): Promise<DirectoryUnderTest> {
  const path = join(folder, "meetings.json");
  writeFileSync(path, JSON.stringify({ meetings }));
  return { directory: await serviceOf(MeetingDirectory, jsonDirectory(path, { keys })) };
}

const hashed = ({ pin, moderatorPin, ...listing }: ListingToKeep): object => {
  const { hashPin } = readKeys(keys);
  return {
    ...listing,
    pinHash: hashPin(pin)[0],
    ...(moderatorPin !== undefined && { moderatorPinHash: hashPin(moderatorPin)[0] }),
  };
};

let tables = 0;
async function dynamoOf(listings: readonly ListingToKeep[]): Promise<DirectoryUnderTest> {
  const name = `meetings-${tables++}`;
  const table = await dynamo.table(name, keys);
  for (const listing of listings) await table.add(listing);
  const { client } = dynamo;
  return { directory: await serviceOf(MeetingDirectory, dynamoDirectory({ table: name, keys, client })) };
}

describe.each([
  ["in a JSON file, with clear PINs", jsonOf],
  ["in a JSON file, with hashed PINs", (listings: readonly ListingToKeep[]) => jsonOf(listings.map(hashed))],
  ["in DynamoDB", dynamoOf],
])("the directory %s", (_, open) => {
  for (const { name, run } of directoryRules(open)) it(name, run);
});

describe("the contract notices a directory that", () => {
  type Change = (listings: readonly ListingToKeep[], right: MeetingDirectory) => MeetingDirectory;
  const brokenRules = async (change: Change): Promise<string[]> => {
    const rules = directoryRules(async (listings) => {
      const { directory } = await jsonOf(listings);
      return { directory: change(listings, directory) };
    });
    const broken: string[] = [];
    for (const { name, run } of rules) await run().catch(() => broken.push(name));
    return broken;
  };

  it.each<[string, Change, string]>([
    [
      "takes a PIN for a number",
      (_, { find }) => ({ find: (pin) => find(pin.replace(/^0+(?=\d)/, "0")) }),
      "no PIN",
    ],
    ["forgets leading zeros", (_, { find }) => ({ find: (pin) => find(`${Number(pin)}`) }), "a leading zero"],
    ["throws for an unknown PIN", (_, { find }) => ({ find: (pin) => find(pin) ?? notFound() }), "no PIN"],
    [
      "hands out the PIN",
      (_, { find }) => ({ find: async (pin) => ({ ...((await find(pin)) ?? notFound()), title: pin }) }),
      "never answers a PIN",
    ],
    [
      "knows no moderators",
      (_, { find }) => ({ find: async (pin) => withoutRole(await find(pin)) }),
      "makes a moderator",
    ],
    [
      "confuses callers who ask at once",
      (_, { find }) => {
        let last = "";
        return {
          async find(pin) {
            last = pin;
            await Promise.resolve();
            return find(last);
          },
        };
      },
      "who ask at once",
    ],
    [
      "lets its answers be changed",
      (listings) => ({ find: (pin) => listings.find((listing) => listing.pin === pin) as never }),
      "somebody has changed an answer",
    ],
    [
      "claims lengths that are not so",
      (_, { find }) => ({ find, pinLengths: { min: 5, max: 8 } }),
      "the length",
    ],
  ])("%s", async (_, change, rule) => {
    expect(await brokenRules(change)).toEqual(expect.arrayContaining([expect.stringContaining(rule)]));
  });

  it("is right in everything: it breaks no rule", async () => {
    expect(await brokenRules((_, right) => right)).toEqual([]);
  });
});

const notFound = (): never => {
  throw new Error("not found");
};

const withoutRole = <T extends { role?: unknown }>(listing: T | undefined) => {
  if (!listing) return undefined;
  const { role: _role, ...rest } = listing;
  return rest as never;
};
