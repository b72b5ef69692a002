import { describe, expect, it } from "vitest";
import { all, type Bounds, bounds, eitherLeg, issuesWith, required, wholeNumber } from "./bounds.js";

const connector = "arn:aws:chime:us-east-1:111122223333:vc/abcdef1ghij2klmno3pqr4";
const pstn = { BridgeEndpointType: "PSTN", Uri: "+12065550199" };
const aws = { BridgeEndpointType: "AWS", Uri: "sales", Arn: connector };
const calling = (...Endpoints: object[]) => ({ Endpoints });
const headers = (SipHeaders: Record<string, unknown>) => ({ SipHeaders });
const uri = "Endpoints[0].Uri";

const endpoints: Bounds = {
  accepts: [
    ["an AWS endpoint", calling(aws)],
    ["a Voice Connector group", calling({ ...aws, Arn: connector.replace(":vc/", ":vcg/") })],
    ["an AWS Uri of 36 characters (7.1 #22)", calling({ ...aws, Uri: "a".repeat(36) })],
    ["an AWS Uri of every kind of character", calling({ ...aws, Uri: "aZ9&=+$/%-_!~*()." })],
    ["a PSTN endpoint with a null Arn", calling({ ...pstn, Arn: null })],
    ["a number of 15 digits", calling({ ...pstn, Uri: "+123456789012345" })],
  ],
  refuses: [
    ["no endpoint", calling(), "Endpoints"],
    ["two endpoints", calling(pstn, pstn), "Endpoints"],
    [
      "another type of endpoint",
      calling({ ...pstn, BridgeEndpointType: "SIP" }),
      "Endpoints[0].BridgeEndpointType",
    ],
    ["a number without +", calling({ ...pstn, Uri: "12065550199" }), uri],
    ["a number of 16 digits", calling({ ...pstn, Uri: "+1234567890123456" }), uri],
    ["a number that begins with 0", calling({ ...pstn, Uri: "+0206555019" }), uri],
    ["a number with blanks", calling({ ...pstn, Uri: "+1 206 555 0199" }), uri],
    ["a PSTN endpoint with an Arn", calling({ ...pstn, Arn: connector }), "Endpoints[0].Arn"],
    ["an AWS endpoint without an Arn", calling({ ...aws, Arn: undefined }), "Endpoints[0].Arn"],
    ["an Arn of something else", calling({ ...aws, Arn: "arn:aws:s3:::bucket" }), "Endpoints[0].Arn"],
    ["an AWS Uri of 37 characters", calling({ ...aws, Uri: "a".repeat(37) }), uri],
    ["an empty AWS Uri", calling({ ...aws, Uri: "" }), uri],
    ["an AWS Uri with @", calling({ ...aws, Uri: "sales@example" }), uri],
  ],
};

const sipHeaders: Bounds = {
  accepts: [
    [
      "4.9 X-, x-, User-to-User and Diversion",
      headers({
        "X-A": "1",
        "x-b": "2",
        "User-to-User": "6162;encoding=hex",
        Diversion: "sip:+12065550101@example;reason=unconditional",
      }),
    ],
    ["4.9 headers with a PSTN endpoint (7.1 #24)", { ...calling(pstn), ...headers({ "X-A": "1" }) }],
    ["4.9 headers of 2,048 characters together", headers({ "X-A": "a".repeat(2045) })],
  ],
  refuses: [
    [
      "4.9 headers of 2,049 characters together",
      headers({ "X-A": "a".repeat(1000), "X-B": "a".repeat(1043) }),
      "SipHeaders",
    ],
    ["4.9 a standard header", headers({ From: "a" }), "SipHeaders.From"],
    ["4.9 a header of only X-", headers({ "X-": "a" }), "SipHeaders.X-"],
    ["4.9 X-AMZN", headers({ "X-AMZN-TraceId": "a" }), "SipHeaders.X-AMZN-TraceId"],
    ...["x-vine-a", "x-vc-a", "x-canary", "x-voice-a"].map(
      (name) => [`4.9 ${name}`, headers({ [name]: "a" }), `SipHeaders.${name}`] as const,
    ),
    ["a header that is no text", headers({ "X-A": 1 }), "SipHeaders.X-A"],
  ],
};

bounds(
  "3.11",
  "CallAndBridge",
  all(
    required("CallerIdNumber", "Endpoints"),
    wholeNumber("CallTimeoutSeconds", 1, 120, true),
    endpoints,
    sipHeaders,
    {
      accepts: [
        [
          "a ringback tone (7.1 #23)",
          { RingbackTone: { Type: "S3", BucketName: "prompts", Key: "ring.wav" } },
        ],
      ],
      refuses: [
        ["a caller id that is no E.164 number", { CallerIdNumber: "2065550101" }, "CallerIdNumber"],
        [
          "a ringback tone without a key",
          { RingbackTone: { Type: "S3", BucketName: "prompts" } },
          "RingbackTone.Key",
        ],
        ["CallId, which its page does not document", { CallId: "a1" }, ""],
        ["CustomSipHeaders, an older shape", { CustomSipHeaders: {} }, ""],
      ],
    },
  ),
);

bounds(
  "3.12",
  "Hangup",
  all(eitherLeg, {
    accepts: ["0", "480", "486"].map((code) => [`code "${code}"`, { SipResponseCode: code }] as const),
    refuses: [
      ["a code that is a number, as events have it", { SipResponseCode: 486 }, "SipResponseCode"],
      ["code 487", { SipResponseCode: "487" }, "SipResponseCode"],
    ],
  }),
);

describe("messages", () => {
  it("4.9 say what is wrong with a header's name", () => {
    expect(issuesWith("CallAndBridge", headers({ From: "a" }))[0]?.message).toBe(
      "must begin with X-, or be User-to-User or Diversion",
    );
    expect(issuesWith("CallAndBridge", headers({ "X-AMZN-A": "a" }))[0]?.message).toBe(
      "is a name that the service keeps for itself",
    );
  });
});
