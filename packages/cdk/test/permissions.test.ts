import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { App, Stack } from "aws-cdk-lib";
import { describe, expect, it } from "vitest";
import {
  callCommandsPermissions,
  chimeMeetingsPermissions,
  dynamoDirectoryPermissions,
  dynamoGuessGuardPermissions,
  dynamoRoomsPermissions,
  meetingCapturePermissions,
  voiceMailPermissions,
} from "../src/index.js";

const packages = fileURLToPath(new URL("../../", import.meta.url));
const stack = new Stack(new App(), "Stack", { env: { account: "111122223333", region: "us-east-1" } });

/** The operations that a source file asks of AWS. */
const operationsIn = (file: string): string[] => [
  ...new Set(
    [...readFileSync(join(packages, file), "utf8").matchAll(/new (?:\w+\.)?([A-Z]\w+)Command\(/g)].map(
      ([, operation = ""]) => operation,
    ),
  ),
];
const actionsOf = (statements: readonly { readonly actions: string[] }[]): string[] =>
  statements.flatMap(({ actions }) => actions);

/** Without what a service does with the permissions of the caller: Media Pipelines look at the bucket themselves. */
const ownCalls = (statements: readonly { readonly actions: string[] }[]) =>
  statements.filter(({ actions }) => !actions.includes("s3:GetBucketPolicy"));

// The document client names them shorter.
const iamNames = { Get: "GetItem", Update: "UpdateItem" } as Record<string, string>;

describe("permissions", () => {
  it.each([
    ["chime", "plugin-meeting-pin/src/chime-meetings.ts", chimeMeetingsPermissions(stack)],
    ["dynamodb", "plugin-meeting-pin/src/dynamo/dynamo-directory.ts", dynamoDirectoryPermissions("arn:t")],
    ["dynamodb", "plugin-meeting-pin/src/dynamo/dynamo-guard.ts", dynamoGuessGuardPermissions("arn:t")],
    ["dynamodb", "plugin-meeting-pin/src/dynamo/dynamo-rooms.ts", dynamoRoomsPermissions("arn:t")],
    ["chime", "aws/src/call-commands.ts", callCommandsPermissions(stack)],
    [
      "chime",
      "plugin-recording/src/capture/captures.ts",
      ownCalls(meetingCapturePermissions(stack, "arn:b")),
    ],
    ["s3", "plugin-recording/src/voice-mail/message-files.ts", voiceMailPermissions("arn:b")],
  ])("of %s are what %s asks for, no more and no less", (service, file, statements) => {
    const asked = operationsIn(file).map((operation) => `${service}:${iamNames[operation] ?? operation}`);
    expect(asked.length).toBeGreaterThan(0);
    expect(actionsOf(statements).sort()).toEqual(asked.sort());
  });

  it("to capture have the look at the bucket that Media Pipelines take in the caller's name", () => {
    const statements = meetingCapturePermissions(stack, "arn:aws:s3:::captures");
    expect(statements.map((one) => one.toStatementJson())).toContainEqual({
      Effect: "Allow",
      Action: "s3:GetBucketPolicy",
      Resource: "arn:aws:s3:::captures",
    });
  });

  it("are there for every adapter of a plugin that calls AWS from the function", () => {
    const sources = readdirSync(packages)
      .filter((name) => name === "aws" || name.startsWith("plugin-"))
      .flatMap((name) =>
        readdirSync(join(packages, name, "src"), { recursive: true }).map((file) => `${name}/src/${file}`),
      )
      // Commands of a terminal have the permissions of whoever runs them.
      .filter((file) => file.endsWith(".ts") && !file.includes("/cli/") && operationsIn(file).length > 0);
    expect(sources.sort()).toEqual(
      [
        "aws/src/call-commands.ts",
        "plugin-meeting-pin/src/chime-meetings.ts",
        "plugin-meeting-pin/src/dynamo/dynamo-directory.ts",
        "plugin-meeting-pin/src/dynamo/dynamo-guard.ts",
        "plugin-meeting-pin/src/dynamo/dynamo-rooms.ts",
        // What `switchhook-pins` does, with the permissions of whoever runs it.
        "plugin-meeting-pin/src/dynamo/create-table.ts",
        "plugin-meeting-pin/src/dynamo/pin-writer.ts",
        "plugin-recording/src/capture/captures.ts",
        "plugin-recording/src/voice-mail/message-files.ts",
      ].sort(),
    );
  });
});
