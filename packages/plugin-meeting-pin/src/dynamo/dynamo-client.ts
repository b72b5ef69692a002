import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type ClientOptions, clientShape, lazyClient, ownArn } from "@switchhook/aws";
import type { Permission } from "@switchhook/core";
import * as z from "zod/mini";

/** The part of the SDK that is used, loaded when a caller first needs it. */
export interface DynamoSdk {
  readonly client: DynamoDBDocumentClient;
  readonly commands: typeof import("@aws-sdk/lib-dynamodb");
}

export interface DynamoOptions extends ClientOptions<DynamoDBClientConfig> {
  /** Name of the table, 3 to 255 characters. */
  readonly table: string;
}

/** The options that everything on DynamoDB has. */
export const dynamoShape = {
  table: z
    .string()
    .check(
      z.regex(/^[-_.a-zA-Z0-9]{3,255}$/, "must be the name of a table, 3 to 255 letters, digits, - _ and ."),
    ),
  ...clientShape,
};

export type DynamoSettings = z.output<z.core.$ZodObject<typeof dynamoShape>>;

// Of the two seconds that a PIN has.
const patience = { retries: 4, delaysMs: [50, 400], connectMs: 400, answerMs: 800 } as const;

/** The client of DynamoDB, made when first asked. */
export const lazyDynamoSdk = (
  settings: Pick<DynamoSettings, "client" | "retryDelayMs">,
): (() => Promise<DynamoSdk>) => lazyClient(settings, patience, dynamoSdk);

async function dynamoSdk(config: DynamoDBClientConfig): Promise<DynamoSdk> {
  const [{ DynamoDBClient }, commands] = await Promise.all([
    import("@aws-sdk/client-dynamodb"),
    import("@aws-sdk/lib-dynamodb"),
  ]);
  const marshallOptions = { removeUndefinedValues: true };
  return {
    client: commands.DynamoDBDocumentClient.from(new DynamoDBClient(config), { marshallOptions }),
    commands,
  };
}

/** What is asked of a table of one's own. */
export const onTable = (table: string, ...operations: readonly string[]): readonly Permission[] => [
  {
    actions: operations.map((operation) => `dynamodb:${operation}`),
    resource: ownArn("dynamodb", `table/${table}`),
  },
];

/** Whether a write was refused because its condition did not hold. */
export const isRefused = (error: unknown): boolean =>
  error instanceof Error && error.name === "ConditionalCheckFailedException";
