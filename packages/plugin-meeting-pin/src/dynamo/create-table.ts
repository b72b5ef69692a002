import { IvrError } from "@switchhook/core";
import type { DynamoSdk } from "./dynamo-client.js";

export interface TableCreation {
  /** Why outdated items are not deleted by themselves; undefined when they are. */
  readonly expiryProblem: string | undefined;
}

const mostSeconds = 120;

/**
 * Creates the table of PINs and guesses, paid for by request, in which DynamoDB itself deletes what is outdated. One that
 * is there already is taken, if it has the key that it needs.
 */
export async function createTable({ client }: DynamoSdk, table: string): Promise<TableCreation> {
  const { CreateTableCommand, DescribeTableCommand, UpdateTimeToLiveCommand, waitUntilTableExists } =
    await import("@aws-sdk/client-dynamodb");
  try {
    await client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      }),
    );
  } catch (error) {
    if (nameOf(error) !== "ResourceInUseException") throw error;
  }
  await waitUntilTableExists(
    { client, maxWaitTime: mostSeconds, minDelay: 1, maxDelay: 2 },
    { TableName: table },
  );
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  const keys = Table?.KeySchema?.map(({ AttributeName }) => AttributeName) ?? [];
  if (keys.join() !== "pk") {
    throw new IvrError(
      "IVR_DIRECTORY_INVALID",
      `there is a table ${table} already, with the key ${keys.join(" and ")} instead of pk`,
      {
        hint: "Take another name for the table.",
      },
    );
  }
  try {
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: table,
        TimeToLiveSpecification: { Enabled: true, AttributeName: "ttl" },
      }),
    );
    return { expiryProblem: undefined };
  } catch (error) {
    const problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { expiryProblem: /already enabled/i.test(problem) ? undefined : problem };
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "");
