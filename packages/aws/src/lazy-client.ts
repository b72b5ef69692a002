import type { ConfiguredRetryStrategy } from "@smithy/core/retry";
import * as z from "zod/mini";

/** How a client of the AWS SDK is made for a phone call. */
export interface ClientOptions<Config> {
  /** Configuration of the SDK's client; region and credentials come from the environment as usual. */
  readonly client?: Config;
  /** Milliseconds before a retry, by its number from 1; default: doubled each time up to the service's most, at random. */
  readonly retryDelayMs?: (retry: number) => number;
}

/** The options that everything has which makes a client. */
export const clientShape = {
  client: z.optional(z.record(z.string(), z.unknown())),
  retryDelayMs: z.optional(z.custom<(retry: number) => number>((given) => typeof given === "function")),
};

export interface Patience {
  /** Retries after the first request, at least 0. */
  readonly retries: number;
  /** Milliseconds before the first retry, and the most before any. */
  readonly delaysMs: readonly [first: number, most: number];
  /** Milliseconds that a connection may take, and an answer. */
  readonly connectMs: number;
  readonly answerMs: number;
}

// The SDK's own delays, half a second and more after a throttling, would use the four seconds of an invocation up.
const withJitter =
  ([first, most]: Patience["delaysMs"]) =>
  (retry: number): number =>
    Math.random() * Math.min(most, first * 2 ** (retry - 1));

/** What a client is constructed with: retries and time limits that leave time for the caller to hear an apology. */
export interface ClientSettings {
  readonly retryStrategy: ConfiguredRetryStrategy;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
}

/**
 * Makes a client of the SDK when it is first needed, once: the first prompt must not wait for it. A failure to make it is
 * not kept, so that the next caller tries again.
 */
export function lazyClient<Config extends object, Sdk>(
  {
    client,
    retryDelayMs,
  }: { readonly client?: Config | undefined } & {
    readonly retryDelayMs?: ((retry: number) => number) | undefined;
  },
  { retries, delaysMs, connectMs, answerMs }: Patience,
  make: (config: ClientSettings & Config) => Promise<Sdk>,
): () => Promise<Sdk> {
  let making: Promise<Sdk> | undefined;
  const begin = async (): Promise<Sdk> => {
    const { ConfiguredRetryStrategy: Strategy } = await import("@smithy/core/retry");
    return make({
      retryStrategy: new Strategy(retries, retryDelayMs ?? withJitter(delaysMs)),
      requestHandler: {
        connectionTimeout: connectMs,
        requestTimeout: answerMs,
        throwOnRequestTimeout: true,
      },
      ...(client as Config),
    });
  };
  return () => {
    making ??= begin().catch((error: unknown) => {
      making = undefined;
      throw error;
    });
    return making;
  };
}
