import { IvrError, parseOptions, readValue, singleton } from "@switchhook/core";
import * as z from "zod/mini";
import type { Listing } from "../listing.js";
import { MeetingDirectory, type PinLengths } from "../meeting-directory.js";
import { describeKeys, type GivenKeys, keysSchema, readKeys, sameHash } from "../pin-keys.js";
import { type DynamoOptions, type DynamoSdk, dynamoShape, lazyDynamoSdk, onTable } from "./dynamo-client.js";
import { ListingItem, listingKey, PinItem, pinKey } from "./items.js";

export interface DynamoDirectoryOptions extends DynamoOptions {
  /** Keys that the PINs are hashed with, the newest first; at least 32 bytes each, in base64. */
  readonly keys: GivenKeys;
  /** Fewest and most digits of the PINs in the table, each 1 to 32; default 3 and 12. */
  readonly pinLengths?: PinLengths;
}

const length = z.int().check(z.minimum(1), z.maximum(32));
const optionsSchema = z.strictObject({
  ...dynamoShape,
  keys: keysSchema,
  pinLengths: z._default(
    z
      .strictObject({ min: length, max: length })
      .check(z.refine(({ min, max }) => min <= max, { path: ["max"], message: "must not be below min" })),
    { min: 3, max: 12 },
  ),
});

/** A directory in a DynamoDB table that `switchhook-pins` keeps; what was revoked is not found any more at once. */
export const dynamoDirectory = (options: DynamoDirectoryOptions) => {
  const settings = parseOptions("dynamo-directory", optionsSchema, {
    ...options,
    keys: describeKeys(options.keys),
  });
  const keys = readKeys(options.keys);
  const sdk = lazyDynamoSdk(settings);
  const make = (): MeetingDirectory => ({
    pinLengths: settings.pinLengths,
    async find(pin, signal) {
      const read = reader(await sdk(), settings.table, signal);
      return find(keys.hashPin(pin), read);
    },
  });
  return singleton(MeetingDirectory, { deps: {}, make }, onTable(settings.table, "GetItem"));
};

type Read = (pk: string) => Promise<Readonly<Record<string, unknown>> | undefined>;

async function find(hashes: readonly [string, ...string[]], read: Read): Promise<Listing | undefined> {
  const pins = await Promise.all(hashes.map((hash) => read(pinKey(hash))));
  const at = pins.findIndex((pin) => pin !== undefined);
  const leadsTo = at < 0 ? undefined : checked(PinItem, pins[at]).listing;
  // Also for a PIN that is none: a right one must not take longer.
  const item = await read(listingKey(leadsTo ?? "none"));
  if (leadsTo === undefined || item === undefined) return undefined;
  const { pins: own, pinLength: _length, ...listing } = checked(ListingItem, item);
  const typed = own.find(({ hash }) => sameHash(hash, hashes[at] ?? ""));
  if (!typed) return undefined;
  return typed.role === "moderator" ? { ...listing, role: "moderator" } : listing;
}

const reader =
  ({ client, commands }: DynamoSdk, table: string, signal: AbortSignal | undefined): Read =>
  async (pk) => {
    const { Item } = await client.send(
      new commands.GetCommand({ TableName: table, Key: { pk }, ConsistentRead: true }),
      signal && { abortSignal: signal },
    );
    return Item;
  };

function checked<Schema extends z.core.$ZodType>(schema: Schema, item: unknown): z.output<Schema> {
  const parsed = readValue(schema, item);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new IvrError("IVR_DIRECTORY_INVALID", `an item of the table is wrong: ${where.join("; ")}`, {
    hint: "Was it written by something else than switchhook-pins? Revoke the meeting, and add it again.",
  });
}
