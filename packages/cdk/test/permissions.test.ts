import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { callCommands } from "@switchhook/aws";
import type { Permission } from "@switchhook/core";
import {
  chimeMeetings,
  dynamoDirectory,
  dynamoGuessGuard,
  dynamoRooms,
} from "@switchhook/plugin-meeting-pin";
import { meetingCapture, voiceMail } from "@switchhook/plugin-recording";
import { App, Stack } from "aws-cdk-lib";
import { describe, expect, it } from "vitest";
import { permissionStatements } from "../src/index.js";

const packages = fileURLToPath(new URL("../../", import.meta.url));
const table = "pins";
const keys = "k".repeat(44);
const destination = { bucket: "recordings" };

/** What each source that calls AWS from the function has declared. */
const declared: Readonly<Record<string, readonly Permission[] | undefined>> = {
  "aws/src/call-commands.ts": callCommands().permissions,
  "plugin-meeting-pin/src/chime-meetings.ts": chimeMeetings().permissions,
  "plugin-meeting-pin/src/dynamo/dynamo-directory.ts": dynamoDirectory({ table, keys }).permissions,
  "plugin-meeting-pin/src/dynamo/dynamo-guard.ts": dynamoGuessGuard({ table, keys }).permissions,
  "plugin-meeting-pin/src/dynamo/dynamo-rooms.ts": dynamoRooms({ table }).permissions,
  "plugin-recording/src/capture/captures.ts": meetingCapture({ destination, concatenate: true }).definition
    .permissions,
  "plugin-recording/src/voice-mail/message-files.ts": voiceMail({ destination }).definition.permissions,
};
// What `switchhook-pins` does, with the permissions of whoever runs it.
const ofCommands = ["create-table", "pin-writer"].map((name) => `plugin-meeting-pin/src/dynamo/${name}.ts`);

/** The operations that a source file asks of AWS. */
const operationsIn = (file: string): string[] => [
  ...new Set(
    [...readFileSync(join(packages, file), "utf8").matchAll(/new (?:\w+\.)?([A-Z]\w+)Command\(/g)].map(
      ([, operation = ""]) => operation,
    ),
  ),
];
// The document client names them shorter.
const iamNames = { Get: "GetItem", Update: "UpdateItem" } as Record<string, string>;

describe("what an adapter declares", () => {
  it.each(Object.entries(declared))("is what %s asks for, no more and no less", (file, permissions = []) => {
    const operations = permissions
      .flatMap(({ actions }) => actions)
      // Media Pipelines look at the bucket themselves, in the caller's name.
      .filter((action) => action !== "s3:GetBucketPolicy")
      .map((action) => action.replace(/^\w+:/, ""));
    expect(operations.length).toBeGreaterThan(0);
    expect(operations.sort()).toEqual(
      operationsIn(file)
        .map((name) => iamNames[name] ?? name)
        .sort(),
    );
  });

  it("is there for every source of a plugin that calls AWS from the function", () => {
    const sources = readdirSync(packages)
      .filter((name) => name === "aws" || name.startsWith("plugin-"))
      .flatMap((name) =>
        readdirSync(join(packages, name, "src"), { recursive: true }).map((file) => `${name}/src/${file}`),
      )
      // Commands of a terminal have the permissions of whoever runs them.
      .filter((file) => file.endsWith(".ts") && !file.includes("/cli/") && operationsIn(file).length > 0);
    expect(sources.sort()).toEqual([...Object.keys(declared), ...ofCommands].sort());
  });

  it("of a capture has no joining of its pieces unless that is wanted", () => {
    const actions = meetingCapture({ destination }).definition.permissions?.flatMap((one) => one.actions);
    expect(actions).toContain("chime:CreateMediaCapturePipeline");
    expect(actions).not.toContain("chime:CreateMediaConcatenationPipeline");
  });

  it("becomes statements for the account and the region of a stack", () => {
    const stack = new Stack(new App(), "Stack", { env: { account: "111122223333", region: "us-east-1" } });
    const statements = [
      ...permissionStatements(stack, dynamoRooms({ table }).permissions ?? []),
      ...permissionStatements(stack, callCommands().permissions ?? [], "sma-1"),
    ].map((one) => JSON.stringify(stack.resolve(one.toStatementJson())));
    expect(statements).toEqual([
      expect.stringMatching(
        /"dynamodb:GetItem","dynamodb:UpdateItem".*:dynamodb:us-east-1:111122223333:table\/pins"/,
      ),
      expect.stringMatching(/"chime:UpdateSip\w+".*:chime:\*:111122223333:sma\/sma-1"/),
    ]);
  });
});
