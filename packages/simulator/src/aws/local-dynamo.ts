import type { AddressInfo } from "node:net";
import { setTimeout as later } from "node:timers/promises";
import type { Context } from "hono";

interface DynaliteServer {
  listen(port: number, host: string, then: () => void): void;
  address(): AddressInfo;
  close(then: () => void): void;
}

type Attributes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const pollMs = 5;
// A thousand times what a table takes to be made.
const mostPolls = 400;

/** DynamoDB in memory, started when it is first asked for; a table that is not there is made by what is asked of it. */
export class LocalDynamo {
  #server: Promise<DynaliteServer> | undefined;
  #closed = false;

  /** `tableMs` is how long a table takes to be made; default 0. */
  constructor(
    private readonly onTableMade: (table: string, keys: readonly string[]) => void,
    private readonly tableMs = 0,
  ) {}

  async forward(c: Context): Promise<Response> {
    const body = Buffer.from(await c.req.arrayBuffer());
    const headers = Object.fromEntries(c.req.raw.headers);
    const first = await this.#ask(body, headers);
    if (!first.text.includes("ResourceNotFoundException")) return answer(first);
    const made = await this.#makeTable(JSON.parse(body.toString()), headers);
    return answer(made ? await this.#onceThere(body, headers) : first);
  }

  /** What is asked of a table that has just been made, or is being made: until it is there it is answered as one that is not. */
  async #onceThere(body: Buffer, headers: Record<string, string>) {
    for (let poll = 0; poll < mostPolls; poll++) {
      const asked = await this.#ask(body, headers);
      if (!asked.text.includes("ResourceNotFoundException")) return asked;
      await later(pollMs);
    }
    return this.#ask(body, headers);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const server = await this.#server;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }

  async #makeTable(
    request: Readonly<Record<string, unknown>>,
    headers: Record<string, string>,
  ): Promise<boolean> {
    const { TableName, Key, Item } = request as { TableName?: string; Key?: Attributes; Item?: Attributes };
    const keys = Key ?? (Item && likelyKey(Item));
    if (TableName === undefined || !keys) return false;
    const names = Object.keys(keys).slice(0, 2);
    const table = {
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: names.map((AttributeName) => ({
        AttributeName,
        AttributeType: Object.keys(keys[AttributeName] ?? {})[0] ?? "S",
      })),
      KeySchema: names.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? "HASH" : "RANGE" })),
    };
    const { "content-length": _length, ...others } = headers;
    const made = await this.#ask(Buffer.from(JSON.stringify(table)), {
      ...others,
      "x-amz-target": "DynamoDB_20120810.CreateTable",
    });
    // Another request has made it meanwhile.
    if (made.text.includes("ResourceInUseException")) return true;
    if (made.status !== 200) return false;
    this.onTableMade(TableName, names);
    return true;
  }

  async #ask(body: Buffer, headers: Record<string, string>) {
    // A handler may go on asking behind its answer, when the call is over and everything closed.
    if (!this.#closed) this.#server ??= start(this.tableMs);
    const server = await this.#server;
    if (this.#closed || !server) return closed;
    const { port } = server.address();
    const { "content-length": _length, connection: _connection, host: _host, ...others } = headers;
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: "POST",
      headers: others,
      body: new Uint8Array(body),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }
}

const closed = {
  status: 503,
  headers: new Headers({ "content-type": "application/x-amz-json-1.0" }),
  text: JSON.stringify({ __type: "ServiceUnavailable", message: "The simulator is closed." }),
};

/** What an item is probably found by: something called a key or an id, else its first attribute. */
function likelyKey(item: Attributes): Attributes | undefined {
  const names = Object.keys(item).filter((name) =>
    ["S", "N", "B"].includes(Object.keys(item[name] ?? {})[0] ?? ""),
  );
  const hash = names.find((name) => /^pk$|^id$|key$|id$/i.test(name)) ?? names[0];
  const range = names.find((name) => /^sk$|^sort/i.test(name));
  if (hash === undefined) return undefined;
  return Object.fromEntries(
    [hash, ...(range === undefined ? [] : [range])].map((name) => [name, item[name] ?? {}]),
  );
}

const answer = ({ status, headers, text }: { status: number; headers: Headers; text: string }): Response =>
  new Response(text, {
    status,
    headers: {
      "content-type": headers.get("content-type") ?? "application/x-amz-json-1.0",
      "x-amz-crc32": headers.get("x-amz-crc32") ?? "",
    },
  });

async function start(createTableMs: number): Promise<DynaliteServer> {
  // Most handlers never ask for it, and it takes its time to load.
  const name: string = "dynalite";
  const { default: dynalite } = (await import(name)) as { default: (options: object) => DynaliteServer };
  const server = dynalite({ createTableMs, deleteTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
