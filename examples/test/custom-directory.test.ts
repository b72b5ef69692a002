import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { directoryRules, type ListingToKeep } from "@switchhook/plugin-meeting-pin/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { httpDirectory } from "../custom-directory/http-directory.js";
import { dialIn } from "../custom-directory/ivr.js";
import { type LocalServices, startLocalServices } from "./local-services.js";

const token = "secret-of-the-rooms";

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The company's service on loopback; `answer` takes the place of what it would find. */
async function startRooms(listings: readonly ListingToKeep[]) {
  const rooms = { answer: undefined as Answer | undefined, asked: [] as string[] };
  const find = (given: string): Answer => {
    for (const { pin, moderatorPin, ...listing } of listings) {
      if (given === pin) return { status: 200, body: JSON.stringify(listing) };
      if (given === moderatorPin)
        return { status: 200, body: JSON.stringify({ ...listing, role: "moderator" }) };
    }
    return { status: 404, body: "" };
  };
  const server = createServer(async (request, response) => {
    rooms.asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    const { pin } = JSON.parse(await text(request)) as { pin: string };
    const { status, body } = rooms.answer ?? find(pin);
    response.writeHead(status).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const options = { url: `http://127.0.0.1:${port}/pins/find`, token };
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { rooms, options, close };
}

describe("the contract of a meeting directory", () => {
  const rules = directoryRules(async (listings) => {
    const { options, close } = await startRooms(listings);
    return { directory: httpDirectory(options), close };
  });
  it.each(rules)("$name", ({ run }) => run());
});

describe("a dial-in with the company's room service", () => {
  let services: LocalServices;
  let service: Awaited<ReturnType<typeof startRooms>>;
  let handler: ReturnType<typeof dialIn>;
  beforeEach(async () => {
    services = await startLocalServices();
    service = await startRooms([{ id: "weekly", pin: "24680" }]);
    handler = dialIn(service.options, ...services.bindings);
  });
  afterEach(async () => {
    await service.close();
    await services.close();
  });
  const enter = async (pin: string) => (await services.call(handler)).enter(`${pin}#`);

  it("joins two callers with the same meeting", async () => {
    const calls = [await enter("24680"), await enter("24680")];
    expect(services.aws.meetings.store.all().map(({ attendees }) => attendees.size)).toEqual([2]);
    expect(calls.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it("refuses a PIN that is none", async () => {
    expect((await enter("11111")).heard.at(-1)).toBe("There is no such PIN. Please enter it again.");
  });

  it("sends the token, and never has the PIN in an address", async () => {
    await enter("24680");
    expect(service.rooms.asked).toEqual([`POST /pins/find Bearer ${token}`]);
  });

  it.each<[string, Answer]>([
    ["fails", { status: 500, body: "no database" }],
    ["denies", { status: 403, body: "" }],
    ["answers no JSON", { status: 200, body: "<html>" }],
    ["answers no listing", { status: 200, body: '{"id":7}' }],
  ])("says that it does not work when the service %s", async (_how, answer) => {
    service.rooms.answer = answer;
    const call = await enter("24680");
    expect(call.heard).toContain("We cannot connect you at the moment.");
    expect(call.problems).toEqual([]);
  });

  it("says that it does not work when the service is gone", async () => {
    await service.close();
    expect((await enter("24680")).heard).toContain("We cannot connect you at the moment.");
  });
});
