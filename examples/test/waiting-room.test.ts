import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { conference } from "../waiting-room/ivr.js";
import { type LocalServices, startLocalServices } from "./local-services.js";

let services: LocalServices;
let handler: ReturnType<typeof conference>;
beforeEach(async () => {
  services = await startLocalServices();
  handler = conference(new URL("../waiting-room/meetings.json", import.meta.url), ...services.bindings);
});
afterEach(() => services.close());

describe("a conference with a waiting room", () => {
  it("lets a participant in when the moderator is there", async () => {
    const guest = await services.call(handler);
    await guest.press("12345");
    await guest.elapse(8000);
    expect(guest.heard.at(-1)).toBe("hold-music");
    const host = await (await services.call(handler, "+12065550103")).enter("99999");
    await guest.elapse(8000);
    expect(guest.heard.at(-1)).toBe("You are the 2nd participant.");
    expect([...guest.problems, ...host.problems]).toEqual([]);
  });

  it("is over for all when the moderator says so, and deleted when nobody is left", async () => {
    const host = await (await services.call(handler)).enter("99999");
    await host.enter("*8");
    await host.enter("2");
    expect(host.heard.slice(-3)).toEqual([
      "The meeting has ended.",
      "To enter another PIN, press 1.",
      "Goodbye.",
    ]);
    expect(services.aws.meetings.store.all().some(({ live }) => live)).toBe(false);
  });
});
