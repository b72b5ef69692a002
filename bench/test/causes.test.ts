import { existsSync, readdirSync, readFileSync } from "node:fs";
import { errorCodes } from "@switchhook/core";
import { describe, expect, it } from "vitest";
import { remedies } from "../../packages/doctor/src/findings.js";

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("docs/why-was-my-call-cut.md", root), "utf8");

interface Cause {
  readonly id: string;
  readonly notices: string;
  readonly see: string;
  readonly mend: string;
  readonly source: string;
}

const causes: readonly Cause[] = [...page.matchAll(/^\| `([^`|]+)` \| (.*) \|$/gm)].map(
  ([, id = "", rest = ""]) => {
    const [notices = "", see = "", mend = "", source = ""] = rest.split(" | ");
    return { id, notices, see, mend, source };
  },
);
const known = causes.map(({ see, mend }) => `${see} ${mend}`);

/** What the developer guide lists as messages of the service's log (unexpected-hangups; wire.md 4.7). */
const messages = [
  "AWS Lambda client operation timed out.",
  "Access denied while invoking the AWS Lambda function.",
  "The AWS Lambda function was throttled.",
  "Error while reading actions list.",
  "The schema version in the invocation request does not match the schema version in the response.",
  "Unsupported action NAME specified",
  "Actions list is empty.",
  "Too many actions specified in a response.",
  "Response is blank or empty",
];

/** What the guide lists as messages of failed actions (unexpected-action-fail, call-and-bridge; wire.md 3.1 to 3.15). */
const failures = [
  "Cannot access S3 bucket or audio file.",
  "Audio Source parameter value is invalid.",
  "Ringtone parameter value is invalid.",
  "CallId or ParticipantTag parameter for action is invalid.",
  "Invalid number of endpoints provided.",
  "Endpoint parameter is invalid.",
  "Invalid caller ID.",
  "Caller ID not defined.",
  "Timeout must be between 0 and 120 seconds.",
  "Number must be owned by this AWS account, or be the From number of LEG-A.",
  "Invalid SIP header(s) provided:",
  "JoinToken parameter value is invalid.",
  "Call is not connected to Chime Meeting.",
  "One or more attendees are not part of this meeting.",
  "An error occurred while uploading the recording to the S3 bucket.",
];

/** The error types of wire.md 3.18. */
const documentedTypes = [
  "InvalidAudioSource",
  "InvalidActionParameter",
  "MissingRequiredActionParameter",
  "SystemException",
  "CallNotAnswered",
  "InvalidDigitsReceived",
  "AccessDenied",
  "ActionExecutionThrottled",
  "ResourceNotFound",
  "ResourceAccessDenied",
  "ErrorJoiningMeeting",
  "NoAccessToDestination",
  "TransactionAttributesInvalidMapSize",
  "SchemaVersionMismatch",
];

const files = (folder: URL): readonly URL[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(new URL(`${entry.name}/`, folder)) : [new URL(entry.name, folder)],
  );

/** The error types that the simulator's engine can tell a handler. */
const simulatedTypes = () => {
  const told = /(?:errorType: |refused: |ErrorType: )"([A-Z]\w+)"/g;
  const sources = files(new URL("packages/simulator/src/engine/", root)).map((file) =>
    readFileSync(file, "utf8"),
  );
  return [...new Set(sources.flatMap((text) => [...text.matchAll(told)].map(([, type = ""]) => type)))];
};

describe("the causes of docs/why-was-my-call-cut.md", () => {
  it("are many, each with an id of its own", () => {
    expect(causes.length).toBeGreaterThan(80);
    expect(new Set(causes.map(({ id }) => id)).size).toBe(causes.length);
  });

  it.each(causes)("$id: what one notices, how to see it, how to mend it, and where it is from", (cause) => {
    expect(cause.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const part of [cause.notices, cause.see, cause.mend]) expect(part.length).toBeGreaterThan(3);
    expect(cause.source).toMatch(/\[[^\]]+\]/);
  });

  it.each(messages)("have the service's message: %s", (message) => {
    expect(known.join("\n")).toContain(message);
  });

  it.each(failures)("have the message of a failed action: %s", (message) => {
    expect(known.join("\n")).toContain(message);
  });

  it.each(documentedTypes)("have the documented error type %s", (type) => {
    expect(known.join("\n")).toContain(`\`${type}\``);
  });

  it("have every error type that the simulator tells", () => {
    const types = simulatedTypes();
    expect(types.length).toBeGreaterThan(6);
    expect(types.filter((type) => !known.join("\n").includes(`\`${type}\``))).toEqual([]);
  });

  it.each(Object.keys(remedies))("have what the doctor finds: %s", (finding) => {
    expect(known.join("\n")).toContain(`\`${finding}\``);
  });

  it.each(Object.keys(errorCodes))("have the code %s, with the way to its page", (code) => {
    expect(known.join("\n")).toContain(`[${code}]`);
    expect(page).toContain(`\n[${code}]: errors.md#${code.toLowerCase()}\n`);
  });

  it("name only links that lead somewhere", () => {
    const defined = [...page.matchAll(/^\[([^\]]+)\]: \S+$/gm)].map(([, name = ""]) => name);
    const used = [...page.matchAll(/\[([^\]]+)\](?![(:])/g)].map(([, name = ""]) => name);
    expect(used.filter((name) => !defined.includes(name))).toEqual([]);
    expect(defined.filter((name) => !used.includes(name))).toEqual([]);
  });

  it("name only commands that there are", () => {
    const commands = [
      ...new Set(
        [...page.matchAll(/switchhook-(?:doctor|audio|recording|checkup|replay|phone|pins)/g)].map(
          ([name]) => name,
        ),
      ),
    ];
    const programs = readdirSync(new URL("packages/", root)).flatMap((name) => {
      const bin = new URL(`packages/${name}/bin/`, root);
      return existsSync(bin) ? readdirSync(bin).map((file) => file.replace(".mjs", "")) : [];
    });
    expect(commands.length).toBeGreaterThan(4);
    expect(commands.filter((name) => !programs.includes(name))).toEqual([]);
  });
});
