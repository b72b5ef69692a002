import { readFileSync } from "node:fs";
import { transcriptOf } from "@switchhook/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { conference } from "../waiting-room/ivr.js";
import { type LocalServices, startLocalServices } from "./local-services.js";

let services: LocalServices;
beforeEach(async () => {
  services = await startLocalServices();
});
afterEach(() => services.close());

it("the call in docs/how-a-call-runs.md is one that was made", async () => {
  const page = readFileSync(new URL("../../docs/how-a-call-runs.md", import.meta.url), "utf8");
  const [, shown] = /<!-- held by \S*transcript\.test\.ts -->\n```text\n([\s\S]*?)\n```/.exec(page) ?? [];
  const handler = conference(new URL("../waiting-room/meetings.json", import.meta.url), ...services.bindings);
  const call = await services.call(handler);
  await call.enter("11111");
  await call.enter("99999");
  await call.enter("*2");
  await call.enter("*4");
  await call.enter("*8");
  await call.enter("2");
  expect(`\n${transcriptOf(call.trace, { stable: true })}\n`).toBe(`\n${shown}\n`);
});
