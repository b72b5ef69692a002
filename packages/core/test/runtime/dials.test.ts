import { describe, expect, it } from "vitest";
import { callAndBridge, definePlugin, ivr } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { isFallback, start } from "./an-ivr.js";

const [voiceConnector, number] = ["arn:aws:chime:us-east-1:1:vc/abc", "+12065550155"] as const;

const dialling = (endpoint: Parameters<typeof callAndBridge>[0]["Endpoints"][number]) =>
  definePlugin({
    name: "transfer",
    step: { ask: () => [callAndBridge({ CallerIdNumber: "+12065550101", Endpoints: [endpoint] })] },
  });
const answerOf = async (dials: readonly string[] | undefined, Uri: string, Arn?: string) => {
  const endpoint = Arn
    ? ({ BridgeEndpointType: "AWS", Uri, Arn } as const)
    : ({ BridgeEndpointType: "PSTN", Uri } as const);
  const { call, log } = start(ivr(dials && { dials }).use(dialling(endpoint)));
  return { answer: await call.newInboundCall(), log };
};

describe("the numbers that an IVR may dial", () => {
  it.each([[["+1206"]], [["+44", number]], [undefined]])("are those that it names: %j", async (dials) => {
    const { answer } = await answerOf(dials, number);
    expect(listOf(answer)).toEqual([expect.stringMatching(/^CallAndBridge/)]);
  });

  it.each([[["+44"]], [[]], [["+12065550156"]]])(
    "are no others, whatever a plugin makes of what a caller has typed: %j",
    async (dials) => {
      const { answer, log } = await answerOf(dials, number);
      expect(isFallback(answer)).toBe(true);
      expect(JSON.stringify(answer)).not.toContain("CallAndBridge");
      expect(log.codes).toEqual(["IVR_RESPONSE_INVALID"]);
      expect(JSON.stringify(log.entries)).not.toContain(number);
    },
  );

  it("are not looked for in what a Voice Connector is asked for", async () => {
    const { answer } = await answerOf([], "19005550100", voiceConnector);
    expect(listOf(answer)).toEqual([expect.stringMatching(/^CallAndBridge/)]);
  });

  it.each(["1206", "+", "+0", "+1206*", "sip:+1206"])(
    "begin as numbers do, which %s does not",
    (beginning) => {
      expect(() => ivr({ dials: [beginning] })).toThrow(
        /ivr\.dials.*must be the beginning of an E\.164 number/,
      );
    },
  );
});
