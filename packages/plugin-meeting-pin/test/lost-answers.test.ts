import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openPinTable, type PinTable } from "../src/index.js";
import { keyNumber, type LocalDynamo, startDynamo } from "./local-dynamo.js";

let dynamo: LocalDynamo;
let between: Server;
let table: PinTable;
/** Which of the writes to come are carried out without an answer, counted from 1. */
let lost: number[] = [];
beforeEach(async () => {
  dynamo = await startDynamo();
  await dynamo.table("pins");
  let puts = 0;
  between = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { host: _, connection: __, "content-length": ___, ...headers } = request.headers;
    const answer = await fetch(dynamo.client.endpoint, {
      method: "POST",
      headers: headers as Record<string, string>,
      body: Buffer.concat(parts),
    });
    const body = await answer.text();
    if (request.headers["x-amz-target"]?.toString().endsWith(".PutItem") && lost.includes(++puts))
      return void request.socket.destroy();
    response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" }).end(body);
  });
  await new Promise<void>((resolve) => between.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(between.address() as AddressInfo).port}`;
  table = openPinTable({
    table: "pins",
    keys: keyNumber(1),
    client: { ...dynamo.client, endpoint },
    retryDelayMs: () => 0,
  });
});
afterEach(async () => {
  lost = [];
  await new Promise((resolve) => between.close(resolve));
  await dynamo.close();
});

it.each([
  ["the PIN", [1]],
  ["the moderator's PIN", [2]],
  ["the listing", [3]],
])("a meeting is added although the answer to the write of %s was lost", async (_, writes) => {
  lost = writes;
  const given = { id: "weekly", pin: "12345", moderatorPin: "54321" };
  expect(await table.add(given)).toEqual(given);
  expect(await table.list()).toHaveLength(1);
});

it("what another one has written is no write of one's own, whatever answers are lost", async () => {
  await table.add({ id: "weekly", pin: "12345" });
  lost = [3, 4, 5];
  await expect(table.add({ id: "weekly", pin: "12345" })).rejects.toMatchObject({
    code: "IVR_LISTING_TAKEN",
  });
  await expect(table.add({ id: "other", pin: "12345" })).rejects.toMatchObject({
    code: "IVR_LISTING_TAKEN",
  });
});
