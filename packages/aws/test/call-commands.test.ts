import { readFileSync } from "node:fs";
import { definePlugin, ivr, Logger, silentLogger, speak, stay, value } from "@switchhook/core";
import { BucketFolders, type LocalEndpoint, listen, localAws, realClock } from "@switchhook/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CallCommands, callCommands, openCallCommands } from "../src/index.js";

const updates: object[] = [];
let endpoint: LocalEndpoint;
let aws: ReturnType<typeof localAws>;

beforeEach(async () => {
  updates.length = 0;
  aws = localAws({
    region: "us-east-1",
    clock: realClock,
    buckets: new BucketFolders({}),
    speak: () => Promise.reject(new Error("nothing is spoken here")),
    calls: {
      place: () => "",
      update: (transaction, args) => transaction === "up" && updates.push(args) > 0,
    },
  });
  endpoint = await listen(aws.app);
});
afterEach(async () => {
  await endpoint.close();
  await aws.close();
});

const commands = () =>
  openCallCommands({
    sipMediaApplicationId: "sma-1",
    client: {
      endpoint: endpoint.url,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    },
    retryDelayMs: () => 0,
  });

describe("a command to a call (4.4)", () => {
  it("names the command beside its arguments", async () => {
    await expect(
      commands().send({ transactionId: "up", command: "mute", args: { who: "all" } }),
    ).resolves.toBe("sent");
    expect(updates).toEqual([{ command: "mute", who: "all" }]);
  });

  it("to a call that is over is no failure", async () => {
    await expect(commands().send({ transactionId: "over", command: "mute" })).resolves.toBe("gone");
  });

  it("is sent again when the service throttles", async () => {
    aws.meetings.faults.throttle("voice", 2);
    await expect(commands().send({ transactionId: "up", command: "mute" })).resolves.toBe("sent");
    expect(updates).toHaveLength(1);
  });

  it("that the role must not send says so, with the cause", async () => {
    aws.meetings.faults.fail("voice", 403, "ForbiddenException");
    await expect(commands().send({ transactionId: "up", command: "mute" })).rejects.toMatchObject({
      code: "IVR_COMMAND_NOT_SENT",
      cause: { name: "ForbiddenException" },
    });
  });

  it("is not sent outside of an IVR without the id of the application", () => {
    expect(() => openCallCommands({ sipMediaApplicationId: "" })).toThrow(
      /call-commands.sipMediaApplicationId/,
    );
  });
});

const call = JSON.parse(
  readFileSync(new URL("../../core/fixtures/events/e2e-1-new-inbound-call.json", import.meta.url), "utf8"),
);
const newCall = (details: object) => ({ ...call, CallDetails: { ...call.CallDetails, ...details } });

/** An IVR that sends a command when a call begins, and what came of it. */
function sending(options: { readonly sipMediaApplicationId?: string } = {}) {
  const paths: string[] = [];
  const outcomes: unknown[] = [];
  const requestHandler = {
    async handle({ path }: { readonly path: string }) {
      paths.push(path);
      return { response: { statusCode: 202, headers: {}, body: new Uint8Array() } };
    },
  };
  const sends = definePlugin({
    name: "sends",
    deps: { commands: CallCommands },
    step: {
      async ask({ deps }) {
        const sent = deps.commands.send({ transactionId: "another", command: "admit" });
        outcomes.push(await sent.catch((error: unknown) => error));
        return stay([speak({ Text: "Hello." })]);
      },
    },
  });
  const client = {
    requestHandler,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const line = ivr()
    .use(sends)
    .bind(callCommands({ client, ...options }), value(Logger, silentLogger));
  return { line, handler: line.build(), paths, outcomes };
}

describe("a command of an IVR (1.3)", () => {
  it("goes through the application of the call that sends it, which its event tells", async () => {
    const { handler, paths, outcomes } = sending();
    await handler(newCall({ TransactionId: "t-1", SipMediaApplicationId: "sma-1" }));
    await handler(newCall({ TransactionId: "t-2", SipMediaApplicationId: "sma-2" }));
    expect(outcomes).toEqual(["sent", "sent"]);
    expect(paths).toEqual(["sma-1", "sma-2"].map((id) => `/sip-media-applications/${id}/calls/another`));
  });

  it("goes through the application that is given, where one is", async () => {
    const { handler, paths } = sending({ sipMediaApplicationId: "given" });
    await handler(newCall({ SipMediaApplicationId: "sma-1" }));
    expect(paths).toEqual(["/sip-media-applications/given/calls/another"]);
  });

  it("says what is missing where neither the event nor the options tell the application", async () => {
    const { handler, outcomes, paths } = sending();
    await handler(newCall({ SipMediaApplicationId: undefined, SipApplicationId: undefined }));
    expect(outcomes).toMatchObject([
      { code: "IVR_COMMAND_NOT_SENT", hint: expect.stringContaining("sipMediaApplicationId") },
    ]);
    expect(paths).toEqual([]);
  });

  it("is all that the role has to allow, on that application alone", () => {
    const action = "chime:UpdateSipMediaApplicationCall";
    const arn = `arn:\${AWS::Partition}:chime:*:\${AWS::AccountId}:sma`;
    const permissions = (options?: { readonly sipMediaApplicationId: string }) =>
      sending(options).line.permissions();
    expect(permissions()).toEqual([{ actions: [action], resource: `${arn}/\${SipMediaApplicationId}` }]);
    expect(permissions({ sipMediaApplicationId: "given" })).toEqual([
      { actions: [action], resource: `${arn}/given` },
    ]);
  });
});
