import {
  ChimeSDKVoiceClient,
  GetPhoneNumberCommand,
  GetSipRuleCommand,
  ListSipRulesCommand,
  paginateListPhoneNumbers,
} from "@aws-sdk/client-chime-sdk-voice";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { voiceInventoryApi } from "../../src/aws/voice-inventory-api.js";
import { type LocalEndpoint, listen } from "../../src/index.js";

const numbers = Array.from({ length: 120 }, (_, index) => `+1202555${String(index).padStart(4, "0")}`);
const rule = (id: string, application: string) => ({
  SipRuleId: id,
  Disabled: false,
  TargetApplications: [{ SipMediaApplicationId: application, Priority: 1 }],
});

let endpoint: LocalEndpoint;
let voice: ChimeSDKVoiceClient;
beforeAll(async () => {
  endpoint = await listen(
    voiceInventoryApi(() => ({
      rules: [rule("one", "sma-1"), rule("two", "sma-2")],
      phoneNumbers: numbers.map((PhoneNumberId) => ({ PhoneNumberId })),
    })),
  );
  voice = new ChimeSDKVoiceClient({
    endpoint: endpoint.url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  voice.destroy();
  await endpoint.close();
});

describe("the inventory of Chime SDK Voice", () => {
  it("is listed a page at a time", async () => {
    const pages: number[] = [];
    for await (const { PhoneNumbers = [] } of paginateListPhoneNumbers({ client: voice, pageSize: 50 }, {}))
      pages.push(PhoneNumbers.length);
    expect(pages).toEqual([50, 50, 20]);
  });

  it("has the rules of one application when that is asked for", async () => {
    const { SipRules } = await voice.send(new ListSipRulesCommand({ SipMediaApplicationId: "sma-2" }));
    expect(SipRules?.map(({ SipRuleId }) => SipRuleId)).toEqual(["two"]);
  });

  it("tells of one thing, or that there is none", async () => {
    const { PhoneNumber } = await voice.send(new GetPhoneNumberCommand({ PhoneNumberId: numbers[7] }));
    expect(PhoneNumber?.PhoneNumberId).toBe(numbers[7]);
    await expect(voice.send(new GetSipRuleCommand({ SipRuleId: "three" }))).rejects.toMatchObject({
      name: "NotFoundException",
    });
  });
});
