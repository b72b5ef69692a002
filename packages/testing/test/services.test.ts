import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import "../src/matchers.js";
import { type LocalClient, simulate } from "../src/index.js";
import { answering, callIdOf, hangUp, play, record, speak } from "./a-plain-call.js";

/** A handler that does something at the beginning, says what came of it, and hangs up. */
const saying = (find: (client: LocalClient) => Promise<string>) => ({
  build: ({ client }: { client: LocalClient }) =>
    answering({
      NEW_INBOUND_CALL: async (event) => {
        const CallId = callIdOf(event);
        return [speak(CallId, await find(client)), hangUp(CallId)];
      },
    }),
});

describe("buckets of a simulation", () => {
  const playing = (key: string) =>
    answering({
      NEW_INBOUND_CALL: () => [play("prompts", key)],
      "ACTION_SUCCESSFUL:PlayAudio": (event) => [hangUp(callIdOf(event))],
      ACTION_FAILED: (event) => [speak(callIdOf(event), "It is not there."), hangUp(callIdOf(event))],
    });

  it("play what is in them, as long as it is", async () => {
    const simulation = simulate(playing("en/welcome.wav"), {
      buckets: { prompts: { "en/welcome.wav": 4200 } },
    });
    const call = await simulation.dial();
    expect(call).toHear("en/welcome");
    expect(simulation.clock.now() - Date.parse("2026-01-01T12:00:00Z")).toBeGreaterThanOrEqual(4200);
  });

  it("do not play what is not in them", async () => {
    const call = await simulate(playing("welcome.wav"), { buckets: { prompts: {} } }).dial();
    expect(call).toHear("It is not there.");
  });

  it("are copies of folders: what the handler puts there does not get into those", async () => {
    const folder = await mkdtemp(join(tmpdir(), "switchhook-prompts-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, "there.txt"), "from the folder");
    const source = saying(async ({ endpoint }) => {
      const put = await fetch(`${endpoint}/prompts/new.txt`, { method: "PUT", body: "by the handler" });
      const got = await fetch(`${endpoint}/prompts/there.txt`);
      return `${put.status}: ${await got.text()}`;
    });
    const simulation = simulate(source, { buckets: { prompts: folder } });
    expect(await simulation.dial()).toHear("200: from the folder");
    expect(simulation.files("prompts")).toEqual(["new.txt", "there.txt"]);
    expect(await readdir(folder)).toEqual(["there.txt"]);
  });
});

describe("what is recorded", () => {
  const voiceMail = answering({
    NEW_INBOUND_CALL: () => [record("messages")],
    "ACTION_SUCCESSFUL:RecordAudio": (event) => [
      speak(callIdOf(event), "Thank you."),
      hangUp(callIdOf(event)),
    ],
    ACTION_FAILED: (event) => [speak(callIdOf(event), "It cannot be kept."), hangUp(callIdOf(event))],
  });

  it("is there to be looked at: what a caller says is as long as he speaks, and the silence after it", async () => {
    const simulation = simulate(voiceMail, { buckets: { messages: {} } });
    const call = await simulation.dial();
    expect(call).toBeRecorded();
    await call.say(5000);
    await call.untilEnded();
    expect(call).toHear("Thank you.");
    expect(call.recordings).toMatchObject([{ bucket: "messages", ms: expect.closeTo(8000, -2) }]);
    expect(simulation.recordings).toEqual(call.recordings);
    expect(simulation.files("messages")).toEqual(call.recordings.map(({ key }) => key));
    expect(call).toBeRecorded();
  });

  it("is not where the bucket's policy does not let the service write", async () => {
    const policy = JSON.stringify({ Statement: [] });
    const build = ({ client }: { client: LocalClient }) =>
      answering({
        NEW_INBOUND_CALL: async () => {
          await fetch(`${client.endpoint}/messages?policy`, { method: "PUT", body: policy });
          return [record("messages")];
        },
        ACTION_FAILED: (event) => [speak(callIdOf(event), "It cannot be kept."), hangUp(callIdOf(event))],
      });
    const call = await simulate({ build }, { buckets: { messages: {} } }).dial();
    await call.untilEnded();
    expect(call).toHear("It cannot be kept.");
    expect(call).not.toBeRecorded();
    expect(call.recordings).toEqual([]);
  });
});

describe("other services of a simulation", () => {
  it("Polly speaks as long as the words take, in silence", async () => {
    const source = saying(async ({ endpoint }) => {
      const response = await fetch(`${endpoint}/v1/speech`, {
        method: "POST",
        body: JSON.stringify({
          Text: "a hundred milliseconds a word",
          OutputFormat: "pcm",
          VoiceId: "Joanna",
        }),
      });
      return `${response.status}, ${(await response.arrayBuffer()).byteLength > 8000}`;
    });
    expect(await simulate(source).dial()).toHear("200, true");
  });

  it("bots understand what a caller says", async () => {
    const talking = answering({
      NEW_INBOUND_CALL: () => [
        {
          Type: "StartBotConversation",
          Parameters: {
            BotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/HOTEL/LIVE",
            LocaleId: "en_US",
          },
        },
      ],
      "ACTION_SUCCESSFUL:StartBotConversation": (event) => [
        speak(callIdOf(event), `You want to ${event.ActionData?.IntentResult?.SessionState?.Intent?.Name}.`),
        hangUp(callIdOf(event)),
      ],
    });
    const simulation = simulate(talking, {
      bots: { HOTEL: { intents: [{ name: "book", utterances: ["book a room"] }] } },
    });
    const call = await simulation.dial();
    await call.say("book a room");
    expect(call).toHear("You want to book.");
  });
});
