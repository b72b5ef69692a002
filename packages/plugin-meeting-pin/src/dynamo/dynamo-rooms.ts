import { Clock, parseOptions, singleton, systemClock } from "@switchhook/core";
import * as z from "zod/mini";
import { endingMs, MeetingRooms, type Room, roomMs } from "../rooms/meeting-rooms.js";
import {
  type DynamoOptions,
  type DynamoSdk,
  dynamoShape,
  isRefused,
  lazyDynamoSdk,
  onTable,
} from "./dynamo-client.js";

const optionsSchema = z.strictObject(dynamoShape);

/** Rooms in a DynamoDB table, for all processes together; that of the directory will do. */
export const dynamoRooms = (options: DynamoOptions) => {
  const settings = parseOptions("dynamo-rooms", optionsSchema, options);
  const sdk = lazyDynamoSdk(settings);
  return singleton(
    MeetingRooms,
    { deps: { clock: Clock }, make: ({ clock }) => new DynamoRooms(sdk, settings.table, clock) },
    onTable(settings.table, "GetItem", "UpdateItem"),
  );
};

/** The same rooms outside of an IVR, as for `waitingRoomNotifier`. */
export function openDynamoRooms(options: DynamoOptions): MeetingRooms {
  const settings = parseOptions("dynamo-rooms", optionsSchema, options);
  return new DynamoRooms(lazyDynamoSdk(settings), settings.table, systemClock);
}

interface Item {
  readonly moderators?: ReadonlySet<string>;
  readonly participants?: ReadonlySet<string>;
  readonly waiting?: ReadonlySet<string>;
  readonly placesBehind?: ReadonlySet<string>;
  readonly locked?: boolean;
}

interface Change {
  /** Parts of an update expression by their verb. */
  readonly set?: string;
  readonly add?: string;
  readonly delete?: string;
  readonly remove?: string;
  readonly condition?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

const notEnding = "(attribute_not_exists(endingUntil) OR endingUntil <= :now)";
// A set that has lost its last member is no attribute any more.
const nobody =
  "attribute_not_exists(moderators) AND attribute_not_exists(participants) AND attribute_not_exists(waiting)";

const leaving = (transaction: string): Change => ({
  delete: "moderators :one, participants :one, waiting :one",
  values: { ":one": new Set([transaction]) },
});

/** Every change is one atomic update that depends on no read. */
class DynamoRooms implements MeetingRooms {
  constructor(
    private readonly sdk: () => Promise<DynamoSdk>,
    private readonly table: string,
    private readonly clock: Clock,
  ) {}

  async look(meeting: string, signal?: AbortSignal): Promise<Room> {
    const { client, commands } = await this.sdk();
    const { Item } = await client.send(
      new commands.GetCommand({ TableName: this.table, Key: { pk: keyOf(meeting) }, ConsistentRead: true }),
      signal && { abortSignal: signal },
    );
    return shown(Item ?? {});
  }

  wait(meeting: string, transaction: string, signal?: AbortSignal): Promise<Room> {
    return this.#always(meeting, { add: "waiting :one", values: { ":one": new Set([transaction]) } }, signal);
  }

  enter(
    meeting: string,
    { transaction, moderator }: { transaction: string; moderator: boolean },
    signal?: AbortSignal,
  ): Promise<Room | undefined> {
    return this.#update(
      meeting,
      {
        add: `${moderator ? "moderators" : "participants"} :one`,
        delete: "waiting :one, placesBehind :one",
        condition: notEnding,
        values: { ":one": new Set([transaction]) },
      },
      signal,
    );
  }

  leave(meeting: string, transaction: string, signal?: AbortSignal): Promise<Room> {
    return this.#always(meeting, leaving(transaction), signal);
  }

  leavePlaceBehind(meeting: string, transaction: string, signal?: AbortSignal): Promise<Room> {
    return this.#always(meeting, { ...leaving(transaction), add: "placesBehind :one" }, signal);
  }

  lock(meeting: string, locked: boolean, signal?: AbortSignal): Promise<Room> {
    return this.#always(meeting, { set: "locked = :locked", values: { ":locked": locked } }, signal);
  }

  claimEnd(meeting: string, transaction: string, signal?: AbortSignal): Promise<Room | undefined> {
    return this.#update(
      meeting,
      {
        set: "endingUntil = :until, endingBy = :one",
        // A claim whose answer was lost is sent once more, by the client or by the caller's cleanup.
        condition: `${nobody} AND (${notEnding} OR endingBy = :one)`,
        values: { ":until": this.clock.now() + endingMs, ":one": transaction },
      },
      signal,
    );
  }

  async ended(meeting: string, { deleted }: { deleted: boolean }, signal?: AbortSignal): Promise<void> {
    const remove = `endingUntil, endingBy, locked${deleted ? ", placesBehind" : ""}`;
    await this.#always(meeting, { remove }, signal);
  }

  async #always(meeting: string, change: Change, signal: AbortSignal | undefined): Promise<Room> {
    return (await this.#update(meeting, change, signal)) ?? shown({});
  }

  /** The room as it is then; undefined when the condition did not hold. */
  async #update(
    meeting: string,
    { set, add, delete: taken, remove, condition, values }: Change,
    signal: AbortSignal | undefined,
  ): Promise<Room | undefined> {
    const { client, commands } = await this.sdk();
    const now = this.clock.now();
    const parts = [
      `SET #ttl = :ttl${set === undefined ? "" : `, ${set}`}`,
      ...(add === undefined ? [] : [`ADD ${add}`]),
      ...(taken === undefined ? [] : [`DELETE ${taken}`]),
      ...(remove === undefined ? [] : [`REMOVE ${remove}`]),
    ];
    try {
      const { Attributes } = await client.send(
        new commands.UpdateCommand({
          TableName: this.table,
          Key: { pk: keyOf(meeting) },
          UpdateExpression: parts.join(" "),
          ...(condition !== undefined && { ConditionExpression: condition }),
          ExpressionAttributeNames: { "#ttl": "ttl" },
          ExpressionAttributeValues: {
            ":ttl": Math.ceil((now + roomMs) / 1000),
            ...(condition?.includes(":now") && { ":now": now }),
            ...values,
          },
          ReturnValues: "ALL_NEW",
        }),
        signal && { abortSignal: signal },
      );
      return shown(Attributes ?? {});
    } catch (error) {
      if (isRefused(error)) return undefined;
      throw error;
    }
  }
}

const keyOf = (meeting: string): string => `room#${meeting}`;

const shown = ({ moderators, participants, waiting, placesBehind, locked }: Item): Room => ({
  open: (moderators?.size ?? 0) > 0,
  locked: locked === true,
  waiting: [...(waiting ?? [])],
  inside: [...(moderators ?? []), ...(participants ?? [])],
  placesBehind: [...(placesBehind ?? [])],
});
