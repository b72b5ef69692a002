/// <reference lib="dom" />
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { InvocationEvent } from "@switchhook/core/wire";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { decodeMuLaw } from "../../src/audio/mulaw.js";
import { readWav } from "../../src/audio/wav-file.js";
import { bridge, collect, hangup, join as joinMeeting, play, record } from "../engine/handlers.js";
import { likeness } from "../media/a-phone.js";
import {
  hasBrowser,
  heardBy,
  phone,
  phoneFor,
  press,
  promptFolder,
  screenshot,
  startBrowser,
  timeline,
} from "./a-page.js";

const prompt = (name: string, extra: object = {}) =>
  play(name, { AudioSource: { Type: "S3", BucketName: "prompts", Key: `${name}.wav` }, ...extra });
const askPin = () =>
  collect({
    AudioSource: { Type: "S3", BucketName: "prompts", Key: "enter-pin.wav" },
    FailureAudioSource: { Type: "S3", BucketName: "prompts", Key: "invalid-pin.wav" },
    TerminatorDigits: ["#"],
  });
const list = (...Actions: object[]): object => ({ SchemaVersion: "1.0", Actions });
const samplesOf = (name: string) =>
  Int16Array.from(readWav(readFileSync(join(promptFolder, `${name}.wav`))).samples, (sample) =>
    Math.round(sample * 32_768),
  );

const digitsOf = (event: InvocationEvent) =>
  (event as { ActionData?: { ReceivedDigits?: string } }).ActionData?.ReceivedDigits;

let browser: Browser;
let close: (() => Promise<void>)[] = [];

beforeAll(async () => {
  if (hasBrowser) browser = await startBrowser();
});
afterAll(() => browser?.close());
afterEach(async () => {
  for (const end of close.splice(0).toReversed()) await end();
  close = [];
});

async function open(handler: (event: InvocationEvent) => unknown, more: Parameters<typeof phoneFor>[1] = {}) {
  const served = await phoneFor((event) => handler(event as InvocationEvent), more);
  const context = await browser.newContext({
    permissions: ["microphone", "clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  close.push(
    () => served.server.close(),
    () => context.close(),
  );
  await page.goto(`${served.server.url}?probe`);
  await phone(page).waitFor();
  return { ...served, context, page, errors };
}

const call = (page: Page, name = "Phone 1") =>
  phone(page, name).getByRole("button", { name: "Call" }).click();

// A browser in real time: a machine that is busy elsewhere may hold it up.
describe.runIf(hasBrowser)("the phone in the browser", { retry: 4 }, () => {
  it("hears the real prompt, as a phone does, soon after Call is pressed", async () => {
    let handlerMs = 0;
    const { page, errors } = await open((event) => {
      const began = performance.now();
      const answer =
        event.InvocationEventType === "NEW_INBOUND_CALL" ? list(prompt("welcome"), askPin()) : list();
      handlerMs = performance.now() - began;
      return answer;
    });
    const pressed = await page.evaluate(() => {
      const button = [...document.querySelectorAll("button")].find(
        ({ textContent }) => textContent === "Call",
      );
      const at = performance.now();
      button?.click();
      return at;
    });
    await expect.poll(async () => (await heardBy(page)).firstSoundAt, { timeout: 5000 }).toBeDefined();
    const first = ((await heardBy(page)).firstSoundAt ?? 0) - pressed;
    console.log(
      `first sound ${Math.round(first)} ms after Call, of which the handler took ${handlerMs.toFixed(1)} ms`,
    );
    const welcome = samplesOf("welcome");
    await expect
      .poll(async () => (await heardBy(page)).received.length, { timeout: 10_000 })
      .toBeGreaterThan(welcome.length + 8000);
    const received = decodeMuLaw(Uint8Array.from((await heardBy(page)).received));
    expect(likeness(welcome, received).db).toBeGreaterThan(37);
    expect(errors).toEqual([]);
  });

  it("walks a dial-in: a wrong PIN, the right one, the meeting, mute, and the end", async () => {
    const served: { token?: string; meeting?: string; attendee?: string } = {};
    const { page, meetings } = await open((event) => {
      switch (event.InvocationEventType) {
        case "NEW_INBOUND_CALL":
          return list(prompt("welcome"), askPin());
        case "ACTION_SUCCESSFUL":
          if (event.ActionData?.Type === "JoinChimeMeeting") {
            return list({
              Type: "ModifyChimeMeetingAttendees",
              Parameters: {
                ParticipantTag: "LEG-B",
                Operation: "Mute",
                MeetingId: served.meeting,
                AttendeeList: [served.attendee],
              },
            });
          }
          if (event.ActionData?.Type !== "PlayAudioAndGetDigits") return list();
          return digitsOf(event) === "12345"
            ? list(joinMeeting(served.token ?? "", served.meeting ?? ""))
            : list(askPin());
        default:
          return list();
      }
    });
    const meeting = meetings.create({ token: "t", externalMeetingId: "weekly", mediaRegion: "us-east-1" });
    const attendee = meetings.admit(meeting, "caller");
    Object.assign(served, {
      token: attendee?.joinToken,
      meeting: meeting.meetingId,
      attendee: attendee?.attendeeId,
    });
    await call(page);
    await timeline(page).getByText("is asked for 3 to 5 digits").waitFor();
    await press(page, "999#");
    await expect
      .poll(() => timeline(page).getByText("is asked for 3 to 5 digits").count(), { timeout: 10_000 })
      .toBe(2);
    await press(page, "12345");
    await page.getByRole("region", { name: "Meetings" }).getByText("muted").waitFor();
    await phone(page).getByText("in a call").waitFor();
    await screenshot(page, "dial-in");
    await phone(page).getByRole("button", { name: "Hang up" }).click();
    await phone(page).getByText("ready").waitFor();
    await timeline(page).getByText("ended: the caller hung up").waitFor();
    await page.getByRole("button", { name: "diagram" }).click();
    await page.getByRole("button", { name: "Copy as Mermaid" }).click();
    const mermaid = await page.evaluate(() => navigator.clipboard.readText());
    expect(mermaid).toContain("Service->>Handler: NEW_INBOUND_CALL");
    await screenshot(page, "diagram");
  });

  it("records what is said into the microphone, and lets one hear it", async () => {
    const { page, recordings } = await open((event) =>
      event.InvocationEventType === "NEW_INBOUND_CALL"
        ? list(record({ RecordingDestination: { Type: "S3", BucketName: "recordings", Prefix: "vm/" } }))
        : list(hangup()),
    );
    await call(page);
    await phone(page).getByRole("button", { name: "Microphone" }).click();
    await expect
      .poll(() => phone(page).getByRole("button", { name: "Microphone" }).getAttribute("aria-pressed"))
      .toBe("true");
    await page.waitForTimeout(2500);
    await press(page, "#");
    await page.getByRole("list", { name: "Timeline" }).locator("audio").waitFor();
    const [file = ""] = readdirSync(join(recordings, "vm"));
    const { samples } = readWav(readFileSync(join(recordings, "vm", file)));
    // Chromium's fake microphone beeps once a second.
    expect(samples.some((sample) => Math.abs(sample) > 0.05)).toBe(true);
    const link = await page.locator(".timeline audio").getAttribute("src");
    const fetched = await page.evaluate(
      async (src) => (await fetch(src ?? "")).headers.get("content-type"),
      link,
    );
    expect(fetched).toBe("audio/wav");
    await screenshot(page, "recording");
  });

  it("two phones in one meeting hear each other; the page shows who is in it", async () => {
    const tokens: string[] = [];
    let meetingId = "";
    const { page, meetings } = await open((event) =>
      event.InvocationEventType === "NEW_INBOUND_CALL"
        ? list(joinMeeting(tokens.shift() ?? "", meetingId))
        : list(),
    );
    const meeting = meetings.create({ token: "t", externalMeetingId: "weekly", mediaRegion: "us-east-1" });
    meetingId = meeting.meetingId;
    for (const user of ["one", "two"]) tokens.push(meetings.admit(meeting, user)?.joinToken ?? "");
    await page.getByRole("button", { name: "Add a phone" }).click();
    await call(page, "Phone 1");
    await call(page, "Phone 2");
    await page.getByText("2 inside").waitFor();
    await phone(page, "Phone 1").getByRole("button", { name: "Microphone" }).click();
    await expect
      .poll(
        async () => {
          const samples = decodeMuLaw(Uint8Array.from((await heardBy(page, 1)).received.slice(-16_000)));
          return samples.some((sample) => Math.abs(sample) > 1000);
        },
        { timeout: 10_000 },
      )
      .toBe(true);
    await screenshot(page, "two-phones");
  });

  it("a bridged leg rings on another phone, which answers, and both hear of it", async () => {
    const { page } = await open((event) => {
      if (event.InvocationEventType === "NEW_INBOUND_CALL") return list(bridge("+12065550103"));
      return event.InvocationEventType === "HANGUP" ? list(hangup()) : list();
    });
    await page.getByRole("button", { name: "Add a phone" }).click();
    await call(page, "Phone 1");
    await phone(page, "Phone 2").getByRole("button", { name: "Answer" }).click();
    await timeline(page).getByText("hear each other").waitFor();
    await phone(page, "Phone 2").getByText("second leg").waitFor();
    await screenshot(page, "bridge");
    await phone(page, "Phone 2").getByRole("button", { name: "Hang up" }).click();
    await phone(page, "Phone 1").getByText("ready").waitFor();
  });

  it("an update from outside interrupts a prompt", async () => {
    const { page } = await open((event) =>
      event.InvocationEventType === "CALL_UPDATE_REQUESTED"
        ? list(prompt("goodbye"), hangup())
        : list(prompt("welcome", { Repeat: 99 })),
    );
    await call(page);
    await timeline(page).getByText("welcome.wav").waitFor();
    await page.getByText("Update the call").click();
    await page.getByLabel("Arguments, name=value, one a line").fill("command=end");
    await page.getByRole("button", { name: "Update", exact: true }).click();
    await timeline(page).getByText("ACTION_INTERRUPTED").waitFor();
    await phone(page).getByText("ready").waitFor();
    await screenshot(page, "update");
  });

  it.each<[string, () => unknown, string]>([
    [
      "that throws",
      () => {
        throw new Error("no such table");
      },
      "the handler threw: no such table",
    ],
    ["that answers HTML", () => "<html>", "of type string"],
    [
      "that answers an API Gateway envelope",
      () => ({ statusCode: 200, body: "{}" }),
      "envelope for API Gateway",
    ],
    [
      "that answers 10 MB",
      () => ({ SchemaVersion: "1.0", Actions: [], Note: "x".repeat(10_000_000) }),
      "Lambda hands on at most 6 MB",
    ],
    ["whose bucket is not there", () => list(play("hi")), "there is no bucket b here"],
    [
      "whose WAV is none",
      () => list(prompt("x", { AudioSource: { Type: "S3", BucketName: "prompts", Key: "prompts.json" } })),
      "no WAV of",
    ],
  ])("a handler %s: told in the page, and the next call works", async (_, broken, text) => {
    let calls = 0;
    const { page } = await open((event): unknown => {
      if (event.InvocationEventType !== "NEW_INBOUND_CALL") return list(hangup());
      calls += 1;
      return calls === 1 ? broken() : list(prompt("goodbye"), hangup());
    });
    await call(page);
    await timeline(page).getByText(text).first().waitFor();
    await phone(page).getByText("ready").waitFor();
    await call(page);
    await timeline(page).getByText("goodbye.wav").waitFor();
    if (text.includes("threw")) await screenshot(page, "crash");
  });

  it("goes on from an event of a call that is over, and opens a shared call", async () => {
    const { page, server } = await open((event) => {
      if (event.InvocationEventType === "NEW_INBOUND_CALL") return list(askPin());
      return digitsOf(event) ? list(prompt("goodbye"), hangup()) : list();
    });
    await call(page);
    await timeline(page).getByText("is asked for").waitFor();
    await press(page, "123#");
    await phone(page).getByText("ready").waitFor();
    await timeline(page).getByText("event 2").click();
    await page.getByRole("button", { name: "Go on from here" }).click();
    await page.getByText("Goes on from event 2").waitFor();
    await timeline(page).getByText("goodbye.wav").waitFor();
    const [shared] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Share as a file" }).click(),
    ]);
    const [test] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Save as a test" }).click(),
    ]);
    expect(readFileSync(await test.path(), "utf8")).toContain("@switchhook/testing");
    const other = await open(() => list());
    await other.page.getByText("Open a shared call").click();
    await other.page.getByLabel("File of a call").setInputFiles(await shared.path());
    await timeline(other.page).getByText("goodbye.wav").waitFor();
    expect(server.url).not.toBe(other.server.url);
  });

  it("works by the keyboard: keys of the keyboard are keys of the phone", async () => {
    const { page } = await open((event) =>
      event.InvocationEventType === "NEW_INBOUND_CALL" ? list(askPin()) : list(hangup()),
    );
    await page.getByRole("button", { name: "Call" }).focus();
    await page.keyboard.press("Enter");
    await timeline(page).getByText("is asked for").waitFor();
    await phone(page).focus();
    for (const key of "123#") await page.keyboard.press(key === "#" ? "Shift+#" : key);
    await timeline(page).getByText("“123”").waitFor();
  });

  it("two tabs do not fight over a phone: the later one has it, the former is told", async () => {
    const { page, context, server } = await open(() => list(prompt("welcome", { Repeat: 99 })));
    await call(page);
    await phone(page).getByText("in a call").waitFor();
    const stored = await page.evaluate(() => sessionStorage.getItem("switchhook-phones") ?? "");
    const later = await context.newPage();
    await later.addInitScript((phones) => sessionStorage.setItem("switchhook-phones", phones), stored);
    await later.goto(server.url);
    await phone(later).getByText("in a call").waitFor();
    await page.getByText("This phone was opened in another tab").first().waitFor();
    await phone(later).getByRole("button", { name: "Hang up" }).click();
    await phone(later).getByText("ready").waitFor();
  });

  it("is as good in the dark and on a telephone's screen", async () => {
    const { server } = await open(() => list(prompt("welcome", { Repeat: 9 })));
    const context = await browser.newContext({ colorScheme: "dark", viewport: { width: 390, height: 844 } });
    close.push(() => context.close());
    const page = await context.newPage();
    await page.goto(server.url);
    await call(page);
    await timeline(page).getByText("welcome.wav").waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await screenshot(page, "dark-narrow");
  });
});
