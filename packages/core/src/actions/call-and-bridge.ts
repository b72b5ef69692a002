import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { countOrText, e164, legEcho, numeric, s3Audio, s3AudioEcho } from "./parameters.js";

const pstnEndpoint = once(() =>
  z.strictObject({
    BridgeEndpointType: z.literal("PSTN"),
    /** The number to call, E.164. */
    Uri: e164(),
    Arn: z.optional(z.null()),
  }),
);
const awsEndpoint = once(() =>
  z.strictObject({
    BridgeEndpointType: z.literal("AWS"),
    /** The user part of the request URI, 1 to 36 characters. */
    Uri: z
      .string()
      .check(
        z.regex(
          /^[a-zA-Z0-9&=+$/%\-_!~*().]{1,36}$/,
          "must be 1 to 36 of a-z A-Z 0-9 & = + $ / % - _ ! ~ * ( ) .",
        ),
      ),
    /** ARN of a Voice Connector or a group of them. */
    Arn: z
      .string()
      .check(
        z.regex(/^arn:[^:]+:chime:[^:]*:[^:]*:vcg?\/.+$/, "must be the ARN of a Voice Connector or a group"),
      ),
  }),
);

const longestHeaders = 2048;
const headerName = /^(?:x-.+|user-to-user|diversion)$/i;
// The error page lists these prefixes as the service's own (4.9).
const reserved = /^x-(?:vine|amzn|vc|canary|voice)/i;

const sipHeaders = once(() =>
  z
    .record(
      z.string().check(
        z.regex(headerName, "must begin with X-, or be User-to-User or Diversion"),
        z.refine((name) => !reserved.test(name), "is a name that the service keeps for itself"),
      ),
      z.string(),
    )
    .check(
      z.refine(
        (headers) =>
          Object.entries(headers).reduce((sum, [name, text]) => sum + name.length + text.length, 0) <=
          longestHeaders,
        `must have at most ${longestHeaders} characters together`,
      ),
    ),
);

export const callAndBridgeDefinition = defineAction({
  type: "CallAndBridge",
  page: "call-and-bridge",
  reports: true,
  callId: "none",
  request: once(() =>
    z.strictObject({
      /** Seconds until leg B must have answered, 1 to 120; default 30. */
      CallTimeoutSeconds: z.optional(countOrText(1, 120)),
      /** E.164: a number of the account, or the `From` of LEG-A. */
      CallerIdNumber: e164(),
      /** A WAV file that leg A hears until leg B answers; default: none. */
      RingbackTone: z.optional(s3Audio()),
      /** Exactly one. */
      Endpoints: z
        .array(z.discriminatedUnion("BridgeEndpointType", [pstnEndpoint(), awsEndpoint()]))
        .check(z.length(1)),
      /** Allowed with a PSTN endpoint too, where carriers seldom pass it on (7.1 #24). */
      SipHeaders: z.optional(sipHeaders()),
    }),
  ),
  echo: once(() =>
    z.looseObject({
      ...legEcho(),
      CallTimeoutSeconds: z.optional(numeric()),
      CallerIdNumber: z.optional(z.string()),
      RingbackTone: z.optional(s3AudioEcho()),
      Endpoints: z.optional(z.array(z.looseObject({ Uri: z.optional(z.string()) }))),
      SipHeaders: z.optional(z.record(z.string(), z.string())),
    }),
  ),
});

export type CallAndBridgeParameters = ParametersOf<typeof callAndBridgeDefinition>;
export type CallAndBridge = ActionOf<typeof callAndBridgeDefinition>;

/**
 * Calls a number or a Voice Connector and bridges it with leg A; counts as two calls against the quota.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/call-and-bridge.html
 */
export const callAndBridge = (Parameters: CallAndBridgeParameters): CallAndBridge => ({
  Type: "CallAndBridge",
  Parameters,
});
