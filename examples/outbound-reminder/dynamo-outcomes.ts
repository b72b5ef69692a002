import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  type DynamoDBClientConfig,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { ownArn } from "@switchhook/aws";
import { singleton } from "@switchhook/core";
import { ReminderOutcomes } from "./reminder-outcomes.js";

/**
 * Keeps outcomes in a DynamoDB table, one item a call under `pk`: the first counts, and a stream of the table carries each
 * to whoever acts on it once.
 */
export const dynamoOutcomes = ({
  table,
  client = {},
}: {
  readonly table: string;
  readonly client?: DynamoDBClientConfig;
}) => {
  const make = (): ReminderOutcomes => {
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 2, ...client }));
    return {
      async tell({ transactionId, ...outcome }, abortSignal) {
        const put = new PutCommand({
          TableName: table,
          Item: { pk: transactionId, ...outcome },
          ConditionExpression: "attribute_not_exists(pk)",
        });
        try {
          await documents.send(put, { abortSignal });
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        }
      },
    };
  };
  // What the function's role needs: a deployment reads it from here.
  const permissions = [{ actions: ["dynamodb:PutItem"], resource: ownArn("dynamodb", `table/${table}`) }];
  return singleton(ReminderOutcomes, { deps: {}, make }, permissions);
};
