import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readLog, replay } from "../src/index.js";
import { replayCommand } from "../src/replay/replay-command.js";

const event = (Sequence: number, InvocationEventType: string, CallId = "leg-1") => ({
  SchemaVersion: "1.0",
  Sequence,
  InvocationEventType,
  CallDetails: {
    TransactionId: "c0e3cb7a-5a2c-4d0e-9d5a-0a8f3b6a2b11",
    TransactionAttributes: { of: "another version" },
    Participants: [{ CallId, ParticipantTag: "LEG-A" }],
  },
});
const speak = (Text: string) => ({
  SchemaVersion: "1.0",
  Actions: [{ Type: "Speak", Parameters: { Text } }],
});
const lines = [
  JSON.stringify({ event: event(1, "NEW_INBOUND_CALL"), answer: speak("Hello") }),
  JSON.stringify({ event: event(2, "ACTION_SUCCESSFUL"), answer: speak("Goodbye") }),
];
const handler =
  (second: string) =>
  ({ Sequence }: { Sequence: number }) =>
    Promise.resolve(speak(Sequence === 1 ? "Hello" : second));

describe("a log", () => {
  it("is read as JSON lines of events with their answers", () => {
    expect(readLog(lines.join("\n"))).toHaveLength(2);
  });

  it("is read as an export of CloudWatch, events and answers on lines of their own, words around them", () => {
    const message = (words: string, json: object) => ({ message: `${words} ${JSON.stringify(json)}\n` });
    const events = [
      { message: "START RequestId: 1" },
      message("2026-01-01T00:00:00Z INFO event", event(1, "NEW_INBOUND_CALL")),
      message("answer:", speak("Hello")),
      { message: "END RequestId: 1" },
    ];
    expect(readLog(JSON.stringify({ events }))).toEqual([
      { event: event(1, "NEW_INBOUND_CALL"), answer: speak("Hello") },
    ]);
  });

  it("is read as a call that the page has saved", () => {
    const saved = {
      switchhookCall: 1,
      entries: [
        { entry: { kind: "event", delivery: 1, event: event(1, "NEW_INBOUND_CALL") } },
        { entry: { kind: "answer", response: speak("Hello") } },
      ],
    };
    expect(readLog(JSON.stringify(saved))).toHaveLength(1);
  });

  it("without events is none", () => {
    expect(readLog("nothing of ours\n{}")).toEqual([]);
  });
});

describe("a replay", () => {
  const log = readLog(lines.join("\n"));

  it("says nothing where every answer is the same", async () => {
    expect(await replay(handler("Goodbye") as never, log)).toEqual([]);
  });

  it("says where the handler would now answer otherwise", async () => {
    const differences = await replay(handler("Farewell") as never, log);
    expect(differences).toMatchObject([{ sequence: 2, event: "ACTION_SUCCESSFUL" }]);
    expect(differences[0]?.was).toContain("Goodbye");
    expect(differences[0]?.is).toContain("Farewell");
  });

  it("says where the handler now throws, and goes on", async () => {
    let events = 0;
    const differences = await replay(async (given) => {
      events += 1;
      if (events === 1) throw new Error("no such menu");
      return handler("Goodbye")(given as never);
    }, log);
    expect(differences).toMatchObject([
      { sequence: 1, of: "actions", is: "the handler threw: no such menu" },
    ]);
    expect(events).toBe(2);
  });

  it("compares fields in any order", async () => {
    const answer = { SchemaVersion: "1.0", Actions: [{ Type: "Pause", Parameters: { a: 1, b: 2 } }] };
    const turned = { Actions: [{ Parameters: { b: 2, a: 1 }, Type: "Pause" }], SchemaVersion: "1.0" };
    expect(await replay(async () => turned, [{ event: event(1, "HANGUP"), answer }])).toEqual([]);
  });

  it("compares ids and tokens by their form", async () => {
    const hangup = (CallId: string) => ({
      SchemaVersion: "1.0",
      Actions: [{ Type: "Hangup", Parameters: { CallId } }],
    });
    const logged = [{ event: event(1, "HANGUP"), answer: hangup("c0e3cb7a-5a2c-4d0e-9d5a-0a8f3b6a2b11") }];
    const other = () => Promise.resolve(hangup("0f6b62a0-94f3-4a5c-8c0d-2f6b1c3b9a77"));
    expect(await replay(other, logged)).toEqual([]);
  });

  it("gives each event the attributes of the handler's own last answer, not those of the log", async () => {
    const seen: unknown[] = [];
    await replay(async (given) => {
      const { CallDetails, Sequence } = given as {
        CallDetails: { TransactionAttributes?: unknown };
        Sequence: number;
      };
      seen.push(CallDetails.TransactionAttributes);
      return { ...speak("Hello"), TransactionAttributes: { mine: String(Sequence) } };
    }, log);
    expect(seen).toEqual([undefined, { mine: "1" }]);
  });
});

describe("a replay of what handlers make", () => {
  const muting = (id: string) => ({
    Type: "ModifyChimeMeetingAttendees",
    Parameters: { AttendeeList: [id] },
  });
  const made = "11111111-1111-4111-8111-111111111111";
  const madeNow = "22222222-2222-4222-8222-222222222222";
  const log = [
    { event: event(1, "NEW_INBOUND_CALL"), answer: { Actions: [muting(made)] } },
    { event: { ...event(2, "ACTION_SUCCESSFUL"), ActionData: muting(made) }, answer: undefined },
  ];

  it("gives a later event the id of this time in place of the logged one", async () => {
    const seen: unknown[] = [];
    await replay(async (given) => {
      seen.push((given as { ActionData?: unknown }).ActionData);
      return { Actions: [muting(madeNow)] };
    }, log);
    expect(seen).toEqual([undefined, muting(madeNow)]);
  });

  it("takes an id for another only where the actions are the same", async () => {
    const seen: unknown[] = [];
    await replay(async (given) => {
      seen.push((given as { ActionData?: unknown }).ActionData);
      return speak(madeNow);
    }, log);
    expect(seen).toEqual([undefined, muting(made)]);
  });
});

describe("a replay of what handlers keep", () => {
  const keeping = (count: string) => ({ ...speak("Hello"), TransactionAttributes: { count } });
  const log = [{ event: event(1, "NEW_INBOUND_CALL"), answer: keeping("1") }];
  const ours = (o: string) => ({
    ...speak("Hello"),
    TransactionAttributes: { ivr: JSON.stringify({ v: 1, o }) },
  });

  it("says where the state is another one", async () => {
    expect(await replay(async () => keeping("2"), log)).toMatchObject([
      { of: "state", was: expect.stringContaining('"1"'), is: expect.stringContaining('"2"') },
    ]);
  });

  it("does not, when it is told so", async () => {
    expect(await replay(async () => keeping("2"), log, { state: false })).toEqual([]);
  });

  it("reads the state of an IVR: the same, written in another way, is the same", async () => {
    const logged = [{ event: event(1, "NEW_INBOUND_CALL"), answer: ours("hello:Speak") }];
    const padded = async () => ({
      ...speak("Hello"),
      TransactionAttributes: { ivr: '{ "o": "hello:Speak",', "ivr.1": ' "v": 1 }' },
    });
    expect(await replay(padded, logged)).toEqual([]);
    expect(await replay(async () => ours("greeting:Speak"), logged)).toMatchObject([{ of: "state" }]);
  });

  it("begins in the middle of a call with the attributes that the log has", async () => {
    const seen: unknown[] = [];
    const middle = [{ event: event(7, "ACTION_SUCCESSFUL"), answer: undefined }];
    await replay(async (given) => {
      seen.push((given as ReturnType<typeof event>).CallDetails.TransactionAttributes);
      return speak("Hello");
    }, middle);
    expect(seen).toEqual([{ of: "another version" }]);
  });
});

describe("switchhook-replay", () => {
  let folder: string;
  const printed: string[] = [];
  const run = (...args: string[]) => replayCommand(args, (line) => printed.push(line));
  beforeEach(async () => {
    printed.length = 0;
    folder = await mkdtemp(join(tmpdir(), "switchhook-replay-"));
    await writeFile(join(folder, "call.log"), lines.join("\n"));
    const code = (second: string) =>
      `export const handler = async ({ Sequence }) => ({ SchemaVersion: "1.0", Actions: [{ Type: "Speak", Parameters: { Text: Sequence === 1 ? "Hello" : "${second}" } }] });`;
    await writeFile(join(folder, "same.mjs"), code("Goodbye"));
    await writeFile(join(folder, "other.mjs"), code("Farewell"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("ends with 0 when nothing differs", async () => {
    expect(await run(join(folder, "call.log"), "--handler", join(folder, "same.mjs"))).toBe(0);
    expect(printed.at(-1)).toBe("2 events, 2 with an answer to compare, 0 answered otherwise.");
  });

  it("ends with 1 and says where it differs", async () => {
    expect(await run(join(folder, "call.log"), "--handler", join(folder, "other.mjs"))).toBe(1);
    expect(printed.join("\n")).toMatch(
      /2 ACTION_SUCCESSFUL: actions\n {2}was .*Goodbye.*\n {2}is {2}.*Farewell/,
    );
  });

  it("leads the SDK clients of the handler to services on this machine, and leaves the environment as it was", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", "http://aws.invalid");
    await writeFile(
      join(folder, "asking.mjs"),
      `export const handler = async ({ Sequence }) => {
        const { AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID } = process.env;
        const meetings = await fetch(AWS_ENDPOINT_URL + "/meetings/none");
        const served = [meetings.status, AWS_REGION, AWS_ACCESS_KEY_ID].join() === "404,us-east-1,local";
        return { SchemaVersion: "1.0", Actions: [{ Type: "Speak", Parameters: { Text: !served ? "No" : Sequence === 1 ? "Hello" : "Goodbye" } }] };
      };`,
    );
    expect(await run(join(folder, "call.log"), "--handler", join(folder, "asking.mjs"))).toBe(0);
    expect(process.env.AWS_ENDPOINT_URL).toBe("http://aws.invalid");
  });

  it("reads a log that is gzipped", async () => {
    await writeFile(join(folder, "call.log.gz"), gzipSync(lines.join("\n")));
    expect(await run(join(folder, "call.log.gz"), "--handler", join(folder, "same.mjs"))).toBe(0);
  });

  it("ends with 2 when digits are given in another form", async () => {
    expect(await run(join(folder, "call.log"), "--handler", join(folder, "same.mjs"), "--digits", "1")).toBe(
      2,
    );
    expect(printed.join("\n")).toContain("--digits takes LOGGED=TYPED");
  });

  it("prints JSON", async () => {
    await run(join(folder, "call.log"), "--handler", join(folder, "other.mjs"), "--json");
    expect(JSON.parse(printed.join("\n"))).toMatchObject({
      events: 2,
      compared: 2,
      differences: [{ sequence: 2 }],
    });
  });

  const eventsAlone = [event(1, "NEW_INBOUND_CALL"), event(2, "ACTION_SUCCESSFUL")];
  // Of two calls at once, and nothing says which answer is whose.
  const other = { ...event(1, "NEW_INBOUND_CALL", "leg-2"), CallDetails: { TransactionId: "another" } };
  const unmatched = [event(1, "NEW_INBOUND_CALL"), other, speak("Hello"), speak("Hello")];

  it.each([
    ["there are events alone", eventsAlone],
    ["no answer can be matched with its event", unmatched],
  ])("ends with 2 and says what a log has to have, where %s", async (_, logged) => {
    await writeFile(join(folder, "call.log"), logged.map((line) => JSON.stringify(line)).join("\n"));
    expect(await run(join(folder, "call.log"), "--handler", join(folder, "other.mjs"))).toBe(2);
    expect(printed.at(-2)).toBe("2 events, 0 with an answer to compare.");
    expect(printed.at(-1)).toMatch(/^Nothing was compared: .*recordCalls.*RECORD_CALLS=on/);
  });

  it("says in JSON that nothing was compared, and nothing beside it", async () => {
    await writeFile(join(folder, "call.log"), eventsAlone.map((line) => JSON.stringify(line)).join("\n"));
    expect(await run(join(folder, "call.log"), "--handler", join(folder, "other.mjs"), "--json")).toBe(2);
    expect(JSON.parse(printed.join("\n"))).toEqual({ events: 2, compared: 0, differences: [] });
  });

  it.each([
    ["is not there", "none.log", /^The log \S+none\.log cannot be read \(ENOENT\): give a file/],
    ["is a folder", ".", /^The log \S+ cannot be read \(EISDIR\): give a file/],
    ["is damaged", "damaged.gz", /^The log \S+damaged\.gz cannot be read \(\w+\): give a file/],
  ])("ends with 2 and one line when the log %s", async (_, name, line) => {
    await writeFile(join(folder, "damaged.gz"), gzipSync(lines.join("\n")).subarray(0, 40));
    expect(await run(join(folder, name), "--handler", join(folder, "same.mjs"))).toBe(2);
    expect(printed).toEqual([expect.stringMatching(line)]);
  });

  it.each([
    ["is not there", undefined, "There is no handler file"],
    ["exports none", "export const greeting = 1;", 'must be exported as "handler"'],
    ["throws while it is loaded", 'throw new Error("TABLE is missing");', "TABLE is missing"],
  ])("ends with 2 and one line when the handler %s", async (_, code, said) => {
    const file = join(folder, "handler.mjs");
    if (code !== undefined) await writeFile(file, code);
    expect(await run(join(folder, "call.log"), "--handler", file)).toBe(2);
    expect(printed).toEqual([expect.stringContaining(said)]);
    expect(printed[0]).toContain(`The handler ${file} cannot be loaded with the settings of this shell: `);
  });

  it("ends with 2 when it was called wrongly", async () => {
    expect(await run()).toBe(2);
    expect(await run("--nonsense")).toBe(2);
    expect(printed.join("\n")).toContain("switchhook-replay LOG --handler");
  });
});
