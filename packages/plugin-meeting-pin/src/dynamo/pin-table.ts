import { IvrError, parseOptions, readValue } from "@switchhook/core";
import * as z from "zod/mini";
import type { Listing } from "../listing.js";
import { describeKeys, type GivenKeys, keysSchema, readKeys } from "../pin-keys.js";
import { createTable, type TableCreation } from "./create-table.js";
import { type DynamoOptions, dynamoShape, lazyDynamoSdk } from "./dynamo-client.js";
import { ListingItem } from "./items.js";
import { checkNewListing, type NewListing } from "./new-listing.js";
import { PinWriter } from "./pin-writer.js";

export type { NewListing } from "./new-listing.js";

export interface PinTableOptions extends DynamoOptions {
  /** Keys that PINs are hashed with, the newest first: that one hashes the PINs that are added. */
  readonly keys: GivenKeys;
}

/** The PINs of a listing that was added: this once, for nobody can read them later. */
export interface AddedListing {
  readonly id: string;
  readonly pin: string;
  readonly moderatorPin?: string;
}

/** A listing as the table has it, without its PINs. */
export interface StoredListing extends Omit<Listing, "role"> {
  readonly pinLength?: number | undefined;
  readonly hasModeratorPin: boolean;
  /** Ids of the keys that its PINs were hashed with. */
  readonly keyIds: readonly string[];
}

/** The writing side of `dynamoDirectory`: what `switchhook-pins` does, for programs that list meetings themselves. */
export interface PinTable {
  /** Adds a meeting; without a PIN it gets one at random. `IVR_LISTING_TAKEN` when its id or PIN is in use. */
  add(listing: NewListing): Promise<AddedListing>;
  /** All meetings, by id. */
  list(): Promise<readonly StoredListing[]>;
  /** Takes a meeting and its PINs out; false when there is none. */
  revoke(id: string): Promise<boolean>;
  /** Creates the table, and waits until it is there. */
  create(): Promise<TableCreation>;
  /** Ids of the keys, in their order. */
  readonly keyIds: readonly string[];
}

const patience = { connectionTimeout: 5000, requestTimeout: 15_000, throwOnRequestTimeout: true };
const optionsSchema = z.strictObject({ ...dynamoShape, keys: keysSchema });

/** Opens the table of `dynamoDirectory` for writing. */
export function openPinTable(options: PinTableOptions): PinTable {
  const settings = parseOptions("pin-table", optionsSchema, { ...options, keys: describeKeys(options.keys) });
  const keys = readKeys(options.keys);
  // Nobody waits on the telephone: far away and slow is good enough.
  const sdk = lazyDynamoSdk({ ...settings, client: { requestHandler: patience, ...settings.client } });
  const writer = async () => new PinWriter(await sdk(), settings.table, keys);
  return {
    keyIds: keys.ids,
    async add(given) {
      const listing = checkNewListing(given);
      return (await writer()).add(listing);
    },
    async list() {
      const items = await (await writer()).listings();
      return items.map(withoutPins).sort((one, other) => (one.id < other.id ? -1 : 1));
    },
    revoke: async (id) => (await writer()).revoke(id),
    create: async () => createTable(await sdk(), settings.table),
  };
}

function withoutPins(item: unknown): StoredListing {
  const parsed = readValue(ListingItem, item);
  if (!parsed.success) {
    throw new IvrError(
      "IVR_DIRECTORY_INVALID",
      "the table has a listing that switchhook-pins did not write",
      {
        cause: parsed.error,
      },
    );
  }
  const { pins, ...listing } = parsed.data;
  return {
    ...listing,
    hasModeratorPin: pins.some(({ role }) => role === "moderator"),
    keyIds: [...new Set(pins.map(({ hash }) => hash.split(".")[0] ?? ""))],
  };
}
