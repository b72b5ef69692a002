import type { AddressInfo } from "node:net";
import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { openPinTable, type PinTable } from "../src/index.js";

interface DynaliteServer {
  listen(port: number, host: string, then: () => void): void;
  address(): AddressInfo;
  close(then: () => void): void;
}

export interface LocalDynamo {
  readonly client: DynamoDBClientConfig & { readonly endpoint: string };
  /** A new table, and its writing side with these keys. */
  table(name: string, keys?: string): Promise<PinTable>;
  /** Everything in a table, as it is at rest. */
  atRest(name: string): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** A key of 32 bytes, by its number. */
export const keyNumber = (number: number): string => Buffer.alloc(32, number).toString("base64");

/** DynamoDB in memory, on loopback. */
export async function startDynamo(): Promise<LocalDynamo> {
  const name: string = "dynalite";
  const { default: dynalite } = (await import(name)) as { default: (options: object) => DynaliteServer };
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = {
    endpoint: `http://127.0.0.1:${server.address().port}`,
    region: "eu-central-1",
    // A hundred requests at once are much for a busy machine.
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 15_000 },
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const raw = new DynamoDBClient(client);
  return {
    client,
    async table(table, keys = keyNumber(1)) {
      const opened = openPinTable({ table, keys, client });
      await opened.create();
      return opened;
    },
    async atRest(TableName) {
      const { Items = [] } = await raw.send(new ScanCommand({ TableName, ConsistentRead: true }));
      return Items;
    },
    close() {
      raw.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
