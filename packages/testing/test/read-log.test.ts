import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readLog } from "../src/index.js";

const ids = ["c0e3cb7a-5a2c-4d0e-9d5a-0a8f3b6a2b11", "0f6b62a0-94f3-4a5c-8c0d-2f6b1c3b9a77"] as const;
const requests = ["4f2b1c3b-0000-4000-8000-000000000001", "4f2b1c3b-0000-4000-8000-000000000002"] as const;
const streams = [
  "2026/01/01/[$LATEST]aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "2026/01/01/[$LATEST]bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
] as const;
type Call = 0 | 1;

const event = (call: Call, Sequence = 1) => ({
  SchemaVersion: "1.0",
  Sequence,
  InvocationEventType: Sequence === 1 ? "NEW_INBOUND_CALL" : "ACTION_SUCCESSFUL",
  CallDetails: {
    TransactionId: ids[call],
    Participants: [{ CallId: `leg-of-${call}`, ParticipantTag: "LEG-A" }],
  },
});
const answer = (call: Call, Text = "Hello", withLeg = false) => ({
  SchemaVersion: "1.0",
  Actions: [
    { Type: "Speak", Parameters: { Text: `${Text} ${call}`, ...(withLeg && { CallId: `leg-of-${call}` }) } },
  ],
});
const at = (second: number) => `2026-01-01T12:00:0${second}.000Z`;

/** Two calls whose events lie between one another's answers, as a busy function logs them. */
const busy = (line: (second: number, call: Call, what: object) => unknown) => [
  line(0, 0, event(0)),
  line(1, 1, event(1)),
  line(2, 0, answer(0)),
  line(3, 1, answer(1)),
];
const both = [
  { event: event(0), answer: answer(0) },
  { event: event(1), answer: answer(1) },
];

describe("events and answers are paired", () => {
  it("by Lambda's id of the invocation", () => {
    const lines = busy(
      (second, call, what) => `${at(second)}\t${requests[call]}\tINFO\t${JSON.stringify(what)}`,
    );
    expect(readLog(lines.join("\n"))).toEqual(both);
  });

  it("by the log stream, where there is no id", () => {
    const events = busy((second, call, what) => ({
      logStreamName: streams[call],
      timestamp: Date.parse(at(second)),
      message: `${JSON.stringify(what)}\n`,
    }));
    expect(readLog(JSON.stringify({ events }))).toEqual(both);
  });

  it("by the transaction that is logged with an answer", () => {
    const lines = busy((_, call, what) =>
      JSON.stringify("Actions" in what ? { transaction: ids[call], answer: what } : what),
    );
    expect(readLog(lines.join("\n"))).toEqual(both);
  });

  it("by the leg that an answer names, where nothing else is known", () => {
    const lines = [event(0), event(1), answer(0, "Hello", true), answer(1, "Hello", true)];
    expect(readLog(lines.map((line) => JSON.stringify(line)).join("\n"))).toEqual([
      { event: event(0), answer: answer(0, "Hello", true) },
      { event: event(1), answer: answer(1, "Hello", true) },
    ]);
  });

  it("not at all, where it would be a guess", () => {
    const lines = [event(0), event(1), answer(0), answer(1)];
    expect(readLog(lines.map((line) => JSON.stringify(line)).join("\n"))).toEqual([
      { event: event(0), answer: undefined },
      { event: event(1), answer: undefined },
    ]);
  });

  it("an event that was delivered again is one event, with the first answer", () => {
    const again = [
      `${at(0)}\t${requests[0]}\tINFO\t${JSON.stringify(event(0))}`,
      `${at(5)}\t${requests[1]}\tINFO\t${JSON.stringify(event(0))}`,
      `${at(6)}\t${requests[1]}\tINFO\t${JSON.stringify(answer(0, "Again"))}`,
      `${at(7)}\t${requests[0]}\tINFO\t${JSON.stringify(answer(0, "Late"))}`,
    ];
    expect(readLog(again.join("\n"))).toEqual([{ event: event(0), answer: answer(0, "Again") }]);
  });
});

describe("an export of CloudWatch is read", () => {
  const lambdaText = busy(
    (second, call, what) => `${at(second)}\t${requests[call]}\tINFO\tgot ${JSON.stringify(what)}\n`,
  );
  const lambdaJson = busy((second, call, what) => ({
    timestamp: at(second),
    level: "INFO",
    requestId: requests[call],
    message: what,
  }));
  const csv = (rows: readonly (readonly string[])[]) =>
    rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");

  it.each<readonly [string, string | Uint8Array]>([
    ["as lines of text", `START RequestId: ${requests[0]} Version: 1\n${lambdaText.join("")}END`],
    [
      "as lines of text over many lines",
      busy(
        (second, call, what) =>
          `${at(second)}\t${requests[call]}\tINFO\t${JSON.stringify(what, undefined, 2)}`,
      ).join("\n"),
    ],
    [
      "in Lambda's JSON format, the message an object",
      lambdaJson.map((line) => JSON.stringify(line)).join("\n"),
    ],
    [
      "of `get-log-events`, Lambda's JSON format in its messages",
      JSON.stringify({
        events: lambdaJson.map((line) => ({ timestamp: 1, message: JSON.stringify(line), ingestionTime: 1 })),
        nextForwardToken: "f/1",
      }),
    ],
    [
      "of `filter-log-events`",
      JSON.stringify({
        events: lambdaText.map((message, index) => ({
          logStreamName: streams[0],
          timestamp: index,
          message,
          eventId: "1",
        })),
        searchedLogStreams: [],
      }),
    ],
    [
      "of `get-query-results`, the last one first",
      JSON.stringify({
        results: lambdaText
          .map((message, index) => [
            { field: "@timestamp", value: `2026-01-01 12:00:0${index}.000` },
            { field: "@message", value: message },
            { field: "@ptr", value: "p" },
          ])
          .reverse(),
        status: "Complete",
      }),
    ],
    [
      "of Logs Insights as JSON",
      JSON.stringify(
        lambdaJson.map((line, index) => ({
          "@timestamp": `2026-01-01 12:00:0${index}.000`,
          "@message": line,
          "@logStream": streams[0],
        })),
      ),
    ],
    [
      "of Logs Insights as CSV",
      csv([
        ["@timestamp", "@message", "@requestId"],
        ...(busy(
          (second, call, what) =>
            [at(second), JSON.stringify(what, undefined, 1), requests[call]] as string[],
        ) as string[][]),
      ]),
    ],
    ["in S3, gzipped", gzipSync(lambdaText.map((line, index) => `${at(index)} ${line}`).join(""))],
    [
      "of `aws logs tail`",
      busy(
        (second, call, what) => `2026-01-01T12:00:0${second}+00:00 ${streams[call]} ${JSON.stringify(what)}`,
      ).join("\n"),
    ],
  ])("%s", (_, log) => {
    expect(readLog(log)).toEqual(both);
  });
});

describe("an export in which all lines have one time, the last one first,", () => {
  const rows = (line: (sequence: number) => readonly object[], withId = true) =>
    [1, 2, 3]
      .flatMap((sequence) =>
        line(sequence).map((what) => ({
          "@timestamp": "2026-01-01 12:00:00.000",
          "@message": JSON.stringify(what),
          ...(withId && { "@requestId": `4f2b1c3b-0000-4000-8000-00000000000${sequence}` }),
        })),
      )
      .toReversed();
  const said = (sequence: number) => answer(0, `Hello ${sequence}`);
  const exchanges = [1, 2, 3].map((sequence) => ({ event: event(0, sequence), answer: said(sequence) }));

  it.each([
    ["events with their answers", rows((one) => [{ event: event(0, one), answer: said(one) }])],
    ["events and answers on lines of their own", rows((one) => [event(0, one), said(one)])],
    ["the same without ids of invocations", rows((one) => [event(0, one), said(one)], false)],
  ])("is read in the order of its events: %s", (_, log) => {
    expect(readLog(JSON.stringify(log))).toEqual(exchanges);
  });

  it("is read as it is where an event that came again stands last", () => {
    const log = [event(0, 1), said(1), event(0, 2), said(2), event(0, 1)];
    expect(readLog(log.map((line) => JSON.stringify(line)).join("\n"))).toEqual(exchanges.slice(0, 2));
  });
});
