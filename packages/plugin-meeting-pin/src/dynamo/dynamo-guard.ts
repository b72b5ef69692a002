import { createHash } from "node:crypto";
import { Clock, parseOptions, singleton } from "@switchhook/core";
import * as z from "zod/mini";
import { type Guess, GuessGuard } from "../guard/guess-guard.js";
import { type GuessLimits, guessLimitsShape, type Limit } from "../guard/guess-limits.js";
import { type CountKey, judgeGuess, nextBlock, type Standing } from "../guard/judge-guess.js";
import { describeKeys, type GivenKeys, keysSchema, type PinKeys, readKeys } from "../pin-keys.js";
import {
  type DynamoOptions,
  type DynamoSdk,
  dynamoShape,
  isRefused,
  lazyDynamoSdk,
  onTable,
} from "./dynamo-client.js";

export interface DynamoGuessGuardOptions extends DynamoOptions, GuessLimits {
  /** Keys that phone numbers are hashed with, the newest first; those of the directory will do. */
  readonly keys: GivenKeys;
}

const optionsSchema = z.strictObject({ ...dynamoShape, ...guessLimitsShape, keys: keysSchema });

/** Counts guesses in a DynamoDB table, for all processes together. */
export const dynamoGuessGuard = (options: DynamoGuessGuardOptions) => {
  const settings = parseOptions("dynamo-guess-guard", optionsSchema, {
    ...options,
    keys: describeKeys(options.keys),
  });
  const keys = readKeys(options.keys);
  const sdk = lazyDynamoSdk(settings);
  const make = ({ clock }: { readonly clock: Clock }): GuessGuard => ({
    async judge(guess) {
      const counts = new Counts(await sdk(), settings.table, keys, clock, guess);
      return judgeGuess(guess, settings, (key, counted) => counts.count(key, counted));
    },
  });
  return singleton(GuessGuard, { deps: { clock: Clock }, make }, onTable(settings.table, "UpdateItem"));
};

interface Item {
  /** `TIME.GUESS` of each wrong PIN, so that one set grows without anybody reading it first. */
  readonly tries?: ReadonlySet<string>;
  readonly blockedUntil?: number;
  readonly blocks?: number;
}

const notBlocked = "(attribute_not_exists(blockedUntil) OR blockedUntil <= :now)";

/** The counts that one guess is judged by. Its writes are atomic and depend on no read: none of them can be lost. */
class Counts {
  constructor(
    private readonly sdk: DynamoSdk,
    private readonly table: string,
    private readonly keys: PinKeys,
    private readonly clock: Clock,
    private readonly guess: Guess,
  ) {}

  /** The same request whether the guess is counted or not, so that the time does not tell. */
  async count({ scope, text, limit }: CountKey, counts: boolean): Promise<Standing> {
    const now = this.clock.now();
    const pk = `guess#${this.keys.hash(scope, text)}`;
    const item = await this.#update(pk, {
      UpdateExpression: `SET #ttl = :ttl${counts ? " ADD tries :try" : ""}`,
      ConditionExpression: notBlocked,
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: {
        ":now": now,
        ":ttl": secondsOf(now + limit.windowMs + limit.longestBlockMs),
        ...(counts && { ":try": new Set([writeTry(now, this.guess.id)]) }),
      },
    });
    if (!item) return { pass: false, begins: false };
    const { within, outdated } = sortTries(item, now - limit.windowMs);
    if (outdated.length > limit.tries) await this.#forget(pk, outdated, now);
    // A right one may come between the last wrong one and the block that this starts.
    if (!counts) return { pass: within < limit.tries, begins: false };
    return { pass: true, begins: within >= limit.tries && (await this.#block(pk, item, now, limit)) };
  }

  /** Answers whether this guess was the one that started the block. */
  async #block(pk: string, item: Item, now: number, limit: Limit): Promise<boolean> {
    const { blocks = 0, blockedUntil = 0 } = item;
    const next = nextBlock({ blocks, blockedUntil }, now, limit);
    const begun = await this.#update(pk, {
      UpdateExpression: "SET blockedUntil = :until, blocks = :blocks, #ttl = :ttl REMOVE tries",
      ConditionExpression: notBlocked,
      ExpressionAttributeNames: { "#ttl": "ttl" },
      ExpressionAttributeValues: {
        ":now": now,
        ":until": next.blockedUntil,
        ":blocks": next.blocks,
        ":ttl": secondsOf(next.blockedUntil + limit.longestBlockMs),
      },
    });
    return begun !== undefined;
  }

  async #forget(pk: string, outdated: readonly string[], now: number): Promise<void> {
    await this.#update(pk, {
      UpdateExpression: "DELETE tries :outdated",
      ConditionExpression: notBlocked,
      ExpressionAttributeValues: { ":now": now, ":outdated": new Set(outdated) },
    });
  }

  /** The item as it is then; undefined when the condition did not hold. */
  async #update(
    pk: string,
    update: {
      readonly UpdateExpression: string;
      readonly ConditionExpression: string;
      readonly ExpressionAttributeNames?: Record<string, string>;
      readonly ExpressionAttributeValues: Record<string, unknown>;
    },
  ): Promise<Item | undefined> {
    const { client, commands } = this.sdk;
    try {
      const { Attributes } = await client.send(
        new commands.UpdateCommand({
          TableName: this.table,
          Key: { pk },
          ReturnValues: "ALL_NEW",
          ...update,
        }),
        { abortSignal: this.guess.signal },
      );
      return (Attributes ?? {}) as Item;
    } catch (error) {
      if (isRefused(error)) return undefined;
      throw error;
    }
  }
}

const secondsOf = (ms: number): number => Math.ceil(ms / 1000);

const writeTry = (now: number, id: string): string =>
  `${now.toString(36)}.${createHash("sha256").update(id).digest("base64url").slice(0, 10)}`;

/** How many guesses there are after `since`, each counted once however often its event was delivered. */
function sortTries(
  { tries = new Set() }: Item,
  since: number,
): { within: number; outdated: readonly string[] } {
  const all = [...tries];
  const outdated = all.filter((entry) => Number.parseInt(entry, 36) <= since);
  const guesses = all.filter((entry) => !outdated.includes(entry)).map((entry) => entry.split(".")[1]);
  return { within: new Set(guesses).size, outdated };
}
