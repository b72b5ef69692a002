import { openPinTable } from "@switchhook/plugin-meeting-pin";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dialIn } from "../pin-dynamodb/ivr.js";
import { type LocalServices, startLocalServices } from "./local-services.js";

const keys = Buffer.alloc(32, 7).toString("base64");
let services: LocalServices;
let handler: ReturnType<typeof dialIn>;

beforeEach(async () => {
  services = await startLocalServices();
  const table = { table: "meetings", client: services.client, keys };
  const pins = openPinTable(table);
  await pins.create();
  await pins.add({ id: "weekly", pin: "24680" });
  handler = dialIn(table, ...services.bindings);
});
afterEach(() => services.close());

describe("a dial-in with its PINs in DynamoDB", () => {
  it("joins two callers with the same meeting", async () => {
    const calls = [await services.call(handler), await services.call(handler, "+12065550103")];
    for (const call of calls) await call.enter("24680#");
    const [meeting, ...others] = services.aws.meetings.store.all();
    expect(others).toEqual([]);
    expect(meeting?.attendees.size).toBe(2);
    expect(calls.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it("refuses a PIN that is none", async () => {
    const call = await (await services.call(handler)).enter("11111#");
    expect(call.heard.at(-1)).toBe("There is no such PIN. Please enter it again.");
  });
});
