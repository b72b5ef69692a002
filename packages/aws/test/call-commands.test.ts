import { BucketFolders, type LocalEndpoint, listen, localAws, realClock } from "@switchhook/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callCommands } from "../src/index.js";

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
  callCommands({
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

  it("is not sent without the id of the application", () => {
    expect(() => callCommands({ sipMediaApplicationId: "" })).toThrow(/call-commands.sipMediaApplicationId/);
  });
});
