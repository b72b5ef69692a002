import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";

/** The part of the SDK that is used, loaded when a caller first needs it. */
export interface DynamoSdk {
  readonly client: DynamoDBDocumentClient;
  readonly commands: typeof import("@aws-sdk/lib-dynamodb");
}

export interface DynamoOptions {
  /** Name of the table, 3 to 255 characters. */
  readonly table: string;
  /** Configuration of the SDK's client; region and credentials come from the environment as usual. */
  readonly client?: DynamoDBClientConfig;
  /** Milliseconds before a retry, by its number from 1; default: up to 50, doubled each time, at most 400, at random. */
  readonly retryDelayMs?: (retry: number) => number;
}

/** The options that everything on DynamoDB has. */
export const dynamoShape = {
  table: z
    .string()
    .regex(/^[-_.a-zA-Z0-9]{3,255}$/, "must be the name of a table, 3 to 255 letters, digits, - _ and ."),
  client: z.custom<DynamoDBClientConfig>((given) => typeof given === "object" && given !== null).optional(),
  retryDelayMs: z.custom<(retry: number) => number>((given) => typeof given === "function").optional(),
};

export type DynamoSettings = z.output<z.ZodObject<typeof dynamoShape>>;

const mostRetries = 4;
const withJitter = (retry: number): number => Math.random() * Math.min(400, 50 * 2 ** (retry - 1));
// Of the two seconds that a PIN has.
const timeouts = { connectionTimeout: 400, requestTimeout: 800, throwOnRequestTimeout: true };

/** Loads the SDK once, when first asked: the first prompt must not wait for it. */
export function lazyDynamoSdk(
  settings: Pick<DynamoSettings, "client" | "retryDelayMs">,
): () => Promise<DynamoSdk> {
  let loading: Promise<DynamoSdk> | undefined;
  return () => {
    loading ??= load(settings).catch((error: unknown) => {
      // Not kept: the next caller tries again.
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

async function load({
  client: config,
  retryDelayMs = withJitter,
}: Pick<DynamoSettings, "client" | "retryDelayMs">): Promise<DynamoSdk> {
  const [{ DynamoDBClient }, commands, { ConfiguredRetryStrategy }] = await Promise.all([
    import("@aws-sdk/client-dynamodb"),
    import("@aws-sdk/lib-dynamodb"),
    import("@smithy/core/retry"),
  ]);
  const client = new DynamoDBClient({
    retryStrategy: new ConfiguredRetryStrategy(mostRetries, retryDelayMs),
    requestHandler: timeouts,
    ...config,
  });
  return {
    client: commands.DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    commands,
  };
}

/** Whether a write was refused because its condition did not hold. */
export const isRefused = (error: unknown): boolean =>
  error instanceof Error && error.name === "ConditionalCheckFailedException";
