import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chimeMeetings } from "@switchhook/plugin-meeting-pin";
import { type Simulated, simulate } from "@switchhook/testing";
import "@switchhook/testing/matchers";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { textOf } from "./docs/fences.js";
import { type LocalServices, startLocalServices } from "./local-services.js";

// The IVRs name the file of meetings as a project of one's own does, from where it is started.
const workplace = mkdtempSync(join(tmpdir(), "switchhook-snippets-"));
const before = process.cwd();
let local: LocalServices;
beforeAll(async () => {
  const meetings = [{ id: "weekly", pin: "12345", moderatorPin: "99999" }];
  writeFileSync(join(workplace, "meetings.json"), JSON.stringify({ meetings }));
  process.chdir(workplace);
  local = await startLocalServices();
});
afterAll(async () => {
  await local.close();
  process.chdir(before);
  rmSync(workplace, { recursive: true, force: true });
});

const dial = (source: Simulated) => simulate(source).dial();

describe("an IVR shown in the documentation can be built and called:", () => {
  it("packages/core, the shortest one", async () => {
    const { handler } = await import("../snippets/hello.js");
    expect(await dial(handler)).toHear("Hello, and goodbye.");
  });

  it("packages/core, a plugin", async () => {
    const { handler } = await import("../snippets/account-number.js");
    const call = await dial(handler);
    await call.press("654321");
    expect(call).toBeAskedFor("There is no such account");
    await call.press("123456");
    expect(call).toEnd();
  });

  it("packages/metrics", async () => {
    const { handler } = await import("../snippets/metrics.js");
    expect(await dial(handler)).toHear("Welcome");
  });

  it("packages/plugin-attendees", async () => {
    const { dialIn } = await import("../snippets/attendees.js");
    const call = await dial({ build: ({ client }) => dialIn.bind(chimeMeetings({ client })) });
    await call.press("99999");
    await call.press("*4");
    expect(call).toHear("The meeting is locked.");
  });

  it("packages/plugin-audio-s3, with a language menu", async () => {
    const { line, goodbye } = await import("../snippets/languages.js");
    const call = await dial(line.use(goodbye));
    await call.press("2");
    expect(call).toHear("welcome", "For English", "oprima 2");
    expect(call).toEnd();
  });

  it("packages/plugin-meeting-pin, also with rooms", async () => {
    const { dialIn } = await import("../snippets/meeting-pin.js");
    const { withRooms } = await import("../snippets/rooms.js");
    const call = await dial({ build: ({ client }) => dialIn.bind(chimeMeetings({ client })) });
    await call.press("12345");
    expect(call).toJoinMeeting("weekly");
    expect(withRooms("meetings").build()).toBeTypeOf("function");
  });

  it("packages/plugin-menu", async () => {
    const { handler } = await import("../snippets/menu.js");
    const call = await dial(handler);
    await call.press("123456#");
    await call.press("2");
    expect(call).toHear("customer number", "help", "day and night");
    expect(call).toEnd();
  });

  it("packages/harden, hardened and in part taken over", async () => {
    const { handler } = await import("../snippets/harden.js");
    expect(await dial(handler)).toHear("We are on holiday.");
    const { handler: both } = await import("../snippets/take-over.js");
    expect(await simulate(both).dial({ to: "+12065550199" })).toBeAskedFor("customer number");
  });

  it("packages/plugin-recording, a call", async () => {
    const { dialIn } = await import("../snippets/recording.js");
    const call = await dial({ build: ({ client }) => dialIn.bind(chimeMeetings({ client })) });
    await call.press("12345");
    await call.press("*9");
    expect(call).toHear("going to be recorded");
  });

  it("packages/plugin-recording, a message", async () => {
    const { answeringMachine } = await import("../snippets/voice-mail.js");
    const mail = vi.fn();
    const call = await dial(answeringMachine(mail));
    await call.say(2000);
    await call.press("#");
    await call.hangUp();
    expect(mail.mock.calls[0]?.[0]).toBe("my-messages");
  });

  it("packages/plugin-recording, a meeting and its ledger", async () => {
    const { captured } = await import("../snippets/capture.js");
    expect(captured({ put: async () => {} })).toBeTypeOf("function");
  });
});

describe("what else is shown in the documentation runs:", () => {
  it("packages/simulator, a call in a test", async () => {
    const printed = vi.spyOn(console, "log").mockImplementation(() => {});
    const { call } = await import("../snippets/simulated-call.js");
    expect(call.heard[0]).toBe("Please enter your customer number.");
    expect(printed.mock.calls.filter(([one]) => typeof one !== "string")).toEqual([[call.heard], [[]]]);
  });

  it("packages/testing, an expectation that fails", async () => {
    const { dialIn } = await import("../snippets/meeting-pin.js");
    const call = await dial({ build: ({ client }) => dialIn.bind(chimeMeetings({ client })) });
    await call.press("777#");
    const [, shown = "nothing"] =
      /<!-- held by examples\/test\/snippets\.test\.ts -->\n```text\n([\s\S]*?)```/.exec(
        textOf("packages/testing/README.md"),
      ) ?? [];
    expect(() => expect(call).toJoinMeeting()).toThrow(shown.trimEnd());
  });

  it("packages/otel, traces of calls", async () => {
    const { handler } = await import("../snippets/traces.js");
    expect(await dial(handler)).toHear("welcome");
    const { handler: withProvider } = await import("../snippets/traces-of-ones-own.js");
    vi.spyOn(console, "dir").mockImplementation(() => {});
    expect(await dial(withProvider)).toHear("welcome");
    expect(console.dir).toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it("packages/harden and docs/operate.md, calls are recorded", async () => {
    const { handler } = await import("../snippets/record-calls.js");
    expect(await dial(handler)).toHear("Hello, and goodbye.");
  });

  it("packages/schemas, an answer is checked", async () => {
    const { isAnswer, isEvent } = await import("../snippets/check-answer.js");
    expect(isEvent.errors).not.toBeNull();
    expect(isAnswer({ SchemaVersion: "1.0", Actions: [{ Type: "Hangup" }, { Type: "Sing" }] })).toBe(false);
  });

  it("packages/aws, a bucket policy is judged", async () => {
    const { lets } = await import("../snippets/policy.js");
    expect(lets).toBe("yes");
  });

  it("packages/aws and packages/plugin-attendees, commands to calls that are over", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", local.client.endpoint);
    vi.stubEnv("AWS_REGION", local.client.region);
    vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
    vi.stubEnv("SMA_ID", "sma-1");
    const { muteEverybody } = await import("../snippets/commands.js");
    const { muteOthers } = await import("../snippets/attendee-commands.js");
    expect(await muteEverybody("no-such-call")).toBe("the call is over");
    expect(await muteOthers({ sipMediaApplicationId: "sma-1", transactionId: "no-such-call" })).toBe("gone");
  });

  it("packages/plugin-audio-s3, a greeting and locales", async () => {
    const { welcome, byNumber, byHeader } = await import("../snippets/greetings.js");
    expect(welcome.name).toBe("greeting");
    for (const begun of [byNumber, byHeader]) expect(begun.use).toBeTypeOf("function");
  });
});
