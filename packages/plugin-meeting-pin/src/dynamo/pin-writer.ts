import { randomUUID } from "node:crypto";
import { IvrError } from "@switchhook/core";
import type { PinKeys } from "../pin-keys.js";
import { type DynamoSdk, isRefused } from "./dynamo-client.js";
import { ListingItem, listingKey, PinItem, pinKey } from "./items.js";
import { type NewListing, randomPin } from "./new-listing.js";
import type { AddedListing } from "./pin-table.js";

type Role = ListingItem["pins"][number]["role"];
interface PinToAdd {
  readonly clear: string;
  readonly hash: string;
  readonly role: Role;
}

// As often a PIN at random may turn out to be in use.
const mostDraws = 20;
const dayMs = 24 * 3_600_000;

/**
 * Writes listings and PINs. Each item is written under a condition, and the PINs before the listing that makes them
 * valid, so that whatever is interrupted leaves no PIN that leads to a wrong meeting.
 */
export class PinWriter {
  constructor(
    private readonly sdk: DynamoSdk,
    private readonly table: string,
    private readonly keys: PinKeys,
  ) {}

  async add({
    pin,
    moderatorPin,
    ...given
  }: NewListing & { readonly pinLength: number }): Promise<AddedListing> {
    const { id, pinLength } = given;
    const ttl =
      given.expires === undefined ? undefined : Math.ceil((Date.parse(given.expires) + dayMs) / 1000);
    const taken: PinToAdd[] = [];
    try {
      taken.push(await this.#takePin(pin, pinLength, "participant", id, ttl));
      if (moderatorPin !== undefined) {
        const wanted = moderatorPin === true ? undefined : moderatorPin;
        taken.push(await this.#takePin(wanted, pinLength, "moderator", id, ttl));
      }
      await this.#putListing({ ...given, pins: taken.map(({ hash, role }) => ({ hash, role })) }, ttl);
    } catch (error) {
      for (const { hash } of taken) await this.#deleteUnlisted(hash, id);
      throw error;
    }
    const [everybody, moderator] = taken;
    return { id, pin: everybody?.clear ?? "", ...(moderator && { moderatorPin: moderator.clear }) };
  }

  async listings(): Promise<readonly unknown[]> {
    return this.#scan("begins_with(pk, :kind)", { ":kind": listingKey("") });
  }

  async revoke(id: string): Promise<boolean> {
    const { client, commands } = this.sdk;
    // The listing first: without it its PINs are none any more.
    const { Attributes } = await client.send(
      new commands.DeleteCommand({
        TableName: this.table,
        Key: { pk: listingKey(id) },
        ReturnValues: "ALL_OLD",
      }),
    );
    const listed = ListingItem.safeParse(Attributes).data?.pins.map(({ hash }) => pinKey(hash));
    // Also what an addition that was interrupted has left behind.
    const pins = listed ?? (await this.#pinsOf(id));
    for (const pk of pins) await this.#delete(pk, id);
    return Attributes !== undefined || pins.length > 0;
  }

  async #takePin(
    wanted: string | undefined,
    length: number,
    role: Role,
    id: string,
    ttl: number | undefined,
  ): Promise<PinToAdd> {
    for (let draw = 0; draw < (wanted === undefined ? mostDraws : 1); draw++) {
      const clear = wanted ?? randomPin(length);
      const [hash, ...olderHashes] = this.keys.hashPin(clear);
      const older = await Promise.all(olderHashes.map((one) => this.#read(pinKey(one))));
      if (older.some((pin) => pin !== undefined)) continue;
      if (await this.#putNew({ pk: pinKey(hash), listing: id, ttl })) return { clear, hash, role };
    }
    throw new IvrError(
      "IVR_LISTING_TAKEN",
      wanted === undefined
        ? `no free PIN of ${length} digits was found for ${id} in ${mostDraws} draws`
        : `the ${role === "moderator" ? "moderator's PIN" : "PIN"} given for ${id} is in use`,
      { hint: wanted === undefined ? "Use longer PINs." : "Take another PIN, or leave it to chance." },
    );
  }

  async #putListing(listing: ListingItem, ttl: number | undefined): Promise<void> {
    if (await this.#putNew({ pk: listingKey(listing.id), ...listing, ttl })) return;
    throw new IvrError("IVR_LISTING_TAKEN", `there is a meeting ${listing.id} already`, {
      hint: "Take another id, or revoke the meeting first.",
    });
  }

  /** Whether the item was written; not where there was one under its key already. */
  async #putNew(item: Record<string, unknown> & { readonly pk: string }): Promise<boolean> {
    const { client, commands } = this.sdk;
    const write = randomUUID();
    try {
      await client.send(
        new commands.PutCommand({
          TableName: this.table,
          Item: { ...item, write },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
      return true;
    } catch (error) {
      if (!isRefused(error)) throw error;
      // The SDK repeats a write whose answer was lost, and is refused because of itself.
      return (await this.#read(item.pk))?.write === write;
    }
  }

  /** Gives a PIN back, unless the listing is there after all: an answer may have been lost on its way. */
  async #deleteUnlisted(hash: string, id: string): Promise<void> {
    const listing = ListingItem.safeParse(await this.#read(listingKey(id))).data;
    if (listing?.pins.some((pin) => pin.hash === hash)) return;
    await this.#delete(pinKey(hash), id);
  }

  async #delete(pk: string, id: string): Promise<void> {
    const { client, commands } = this.sdk;
    try {
      await client.send(
        new commands.DeleteCommand({
          TableName: this.table,
          Key: { pk },
          // Somebody else's by now.
          ConditionExpression: "attribute_not_exists(pk) OR listing = :id",
          ExpressionAttributeValues: { ":id": id },
        }),
      );
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
  }

  async #read(pk: string): Promise<Record<string, unknown> | undefined> {
    const { client, commands } = this.sdk;
    const { Item } = await client.send(
      new commands.GetCommand({ TableName: this.table, Key: { pk }, ConsistentRead: true }),
    );
    return Item;
  }

  async #pinsOf(id: string): Promise<readonly string[]> {
    const items = await this.#scan("begins_with(pk, :kind) AND listing = :id", {
      ":kind": pinKey(""),
      ":id": id,
    });
    return items.flatMap((item) => (PinItem.safeParse(item).success ? [(item as { pk: string }).pk] : []));
  }

  async #scan(filter: string, values: Record<string, unknown>): Promise<readonly unknown[]> {
    const { client, commands } = this.sdk;
    const found: unknown[] = [];
    const pages = commands.paginateScan(
      { client },
      {
        TableName: this.table,
        ConsistentRead: true,
        FilterExpression: filter,
        ExpressionAttributeValues: values,
      },
    );
    for await (const { Items = [] } of pages) found.push(...Items);
    return found;
  }
}
