/// <reference lib="dom" />
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { MeetingStore } from "../../src/aws/meeting-store.js";
import type { SmaHandler } from "../../src/engine/ports.js";
import { BucketFolders } from "../../src/media/bucket-folders.js";
import { type PhoneServerOptions, startPhoneServer } from "../../src/phone-server/phone-server.js";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = process.env.CHROMIUM ?? places.find((path) => existsSync(path));

/** Whether there is a browser to test with; where tests have to pass, there is. */
export const hasBrowser = executablePath !== undefined;

const shots = fileURLToPath(new URL("../../.vitest/screenshots/", import.meta.url));

/** A browser with a microphone that beeps, as Chromium's fake one does. */
export function startBrowser(): Promise<Browser> {
  mkdirSync(shots, { recursive: true });
  return chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
    ],
  });
}

export const screenshot = (page: Page, name: string) =>
  page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });

export const promptFolder = fileURLToPath(new URL("../../../../apps/lambda/prompts/", import.meta.url));

/** A phone server for a handler, with prompts, a place for recordings, and silence for spoken texts. */
export async function phoneFor(handler: SmaHandler, more: Partial<PhoneServerOptions> = {}) {
  const recordings = mkdtempSync(join(tmpdir(), "switchhook-recordings-"));
  const meetings = new MeetingStore();
  const server = await startPhoneServer({
    handler,
    name: "a handler",
    meetings,
    buckets: new BucketFolders({ prompts: promptFolder, recordings }),
    voice: "none",
    ...more,
  });
  return { server, meetings, recordings };
}

/** What a test knows of a phone's sound; the page keeps it when the address has `?probe`. */
export interface Heard {
  readonly received: readonly number[];
  readonly firstSoundAt: number | undefined;
  readonly underruns: number;
}

export const heardBy = (page: Page, phone = 0): Promise<Heard> =>
  page.evaluate((index) => {
    const probes = (
      window as unknown as {
        switchhookAudio: Record<string, { received(): number[]; firstSoundAt?: number; underruns: number }>;
      }
    ).switchhookAudio;
    const found = Object.values(probes)[index];
    return {
      received: found?.received() ?? [],
      firstSoundAt: found?.firstSoundAt,
      underruns: found?.underruns ?? 0,
    };
  }, phone);

/** Types keys on a phone's keypad. */
export async function press(page: Page, keys: string, phone = "Phone 1"): Promise<void> {
  const names: Record<string, string> = { "*": "star", "#": "pound" };
  const card = page.getByRole("article", { name: phone });
  for (const key of keys) await card.getByRole("button", { name: names[key] ?? key, exact: true }).click();
}

export const phone = (page: Page, name = "Phone 1") => page.getByRole("article", { name });
export const timeline = (page: Page) => page.getByRole("list", { name: "Timeline" });
