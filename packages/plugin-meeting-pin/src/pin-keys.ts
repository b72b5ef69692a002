import { createHmac, timingSafeEqual } from "node:crypto";
import { IvrError } from "@switchhook/core";
import * as z from "zod/mini";

const fewestBytes = 32;
const mostKeys = 5;

/** Secret keys, the newest first, each at least 32 bytes in base64: a list, or text with commas between them. */
export type GivenKeys = string | readonly string[];

/** The keys that PINs and phone numbers are hashed with (HMAC-SHA-256): the first hashes, all of them verify. */
export interface PinKeys {
  /** A name for each key that tells nothing about it, in their order. */
  readonly ids: readonly string[];
  /** A PIN under every key, `KEY-ID.HASH`, the first of them for writing. */
  hashPin(pin: string): readonly [string, ...string[]];
  /** Anything else that is to be found again, but not read: under the first key, and in its own kind only. */
  hash(kind: string, text: string): string;
}

/** What stands for the keys in options while they are checked: an error that quotes it tells no secret. */
export const describeKeys = (given: unknown): unknown =>
  typeof given === "string" || Array.isArray(given)
    ? split(given).map((key) => bytesOf(key)?.length ?? "what is not base64")
    : given;

/** Checks what `describeKeys` answers. */
export const keysSchema = z
  .array(
    z.custom<unknown>(
      (bytes) => typeof bytes === "number" && bytes >= fewestBytes,
      `must be a key of at least ${fewestBytes} bytes in base64, such as \`switchhook-pins key\` makes`,
    ),
    { error: "must be a list of keys" },
  )
  .check(z.minLength(1), z.maxLength(mostKeys));

/** Reads the keys; `IVR_OPTIONS_INVALID`, which names no key, when they are none. */
export function readKeys(given: GivenKeys): PinKeys {
  const keys = split(given).map(bytesOf);
  const usable = keys.filter((key) => key !== undefined && key.length >= fewestBytes) as Buffer[];
  if (usable.length === 0 || usable.length < keys.length || usable.length > mostKeys) {
    throw new IvrError(
      "IVR_OPTIONS_INVALID",
      `there must be 1 to ${mostKeys} keys of at least ${fewestBytes} bytes in base64, newest first, with commas between them`,
      { hint: "`switchhook-pins key` makes one." },
    );
  }
  return pinKeys(usable);
}

/** Keys from bytes that are known to be good. */
export function pinKeys(keys: readonly Buffer[]): PinKeys {
  const all = keys.map((key) => ({ key, id: hmac(key, "key id", "").slice(0, 8) }));
  return {
    ids: all.map(({ id }) => id),
    hashPin: (pin) => all.map(({ key, id }) => `${id}.${hmac(key, "pin", pin)}`) as [string, ...string[]],
    hash: (kind, text) => hmac(all[0]?.key as Buffer, kind, text),
  };
}

/** The form of a hashed PIN. */
export const pinHashForm = /^[-_A-Za-z0-9]{8}\.[-_A-Za-z0-9]{43}$/;

/** Whether two hashed PINs are the same, in a time that does not tell how much of them is. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

// A phone number must never have the hash of a PIN.
const hmac = (key: Buffer, kind: string, text: string): string =>
  createHmac("sha256", key).update(`switchhook ${kind}\n${text}`).digest("base64url");

const split = (given: GivenKeys): readonly string[] =>
  typeof given === "string"
    ? given
        .split(",")
        .map((key) => key.trim())
        .filter((key) => key !== "")
    : given;

function bytesOf(key: unknown): Buffer | undefined {
  return typeof key === "string" && /^[-_+/A-Za-z0-9]+={0,2}$/.test(key)
    ? Buffer.from(key, "base64")
    : undefined;
}
