import { readFileSync } from "node:fs";
import { silentLogger } from "@switchhook/core";
import { type CheckupResult, checkUp, type HandlerFactory } from "@switchhook/simulator";
import { expect, it } from "vitest";
import { reportText } from "../../packages/simulator/src/checkup/report.js";
import { hardened } from "../migrated/hardened.js";
import { legacyHandler } from "../migrated/legacy.js";

const page = readFileSync(new URL("../../docs/migrate/hand-written-handler.md", import.meta.url), "utf8");
const join = async () => ({ MeetingId: "meeting-1", JoinToken: "a-join-token" });

/** Both handlers keep nothing between events, so that one environment is as good as a fresh one. */
const handlersOf = (make: () => (event: never) => Promise<unknown>): HandlerFactory => ({
  fresh: async () => {
    const handler = make();
    return { invoke: (event) => handler(event as never), log: () => "", close() {} };
  },
  close() {},
});
const examined = (make: () => (event: never) => Promise<unknown>): Promise<CheckupResult> =>
  checkUp({ handlers: handlersOf(make), digits: ["12345"] });

it("the check-up's output on the page is that of the handler by hand", { timeout: 60_000 }, async () => {
  const report = reportText(await examined(() => legacyHandler(join)), new Set());
  const shown = /<!-- check-up of examples\/migrated\/legacy.ts -->\n```text\n([\s\S]*?)```/.exec(page)?.[1];
  expect(shown).toBe(`${report}\n`);
});

it("nothing of it is left when the handler is hardened", { timeout: 60_000 }, async () => {
  const { findings } = await examined(() => hardened(join, { logger: silentLogger }) as never);
  expect(findings).toEqual([]);
});
