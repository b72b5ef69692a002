import { describe, expect, it } from "vitest";
import "../src/matchers.js";
import {
  deny,
  down,
  drop,
  fail,
  hang,
  type LocalClient,
  loseReply,
  type NetworkFault,
  simulate,
  throttle,
} from "../src/index.js";
import { answering, callIdOf, hangUp, speak } from "./a-plain-call.js";

type Ask = (endpoint: string, init?: RequestInit) => Promise<Response>;
const post = (endpoint: string, path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${endpoint}${path}`, { method: "POST", body: JSON.stringify(body), headers });

const requests = {
  meetings: (endpoint) =>
    post(endpoint, "/meetings", {
      ClientRequestToken: "a-token",
      ExternalMeetingId: "weekly",
      MediaRegion: "us-east-1",
    }),
  s3: (endpoint) => fetch(`${endpoint}/files/there.txt`),
  polly: (endpoint) => post(endpoint, "/v1/speech", { Text: "Hello", OutputFormat: "pcm" }),
  voice: (endpoint) =>
    post(endpoint, "/sip-media-applications/1/calls", {
      FromPhoneNumber: "+12065550101",
      ToPhoneNumber: "+12065550102",
    }),
  dynamodb: (endpoint) =>
    post(
      endpoint,
      "/",
      {},
      {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "DynamoDB_20120810.ListTables",
        authorization:
          "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
        "x-amz-date": "20260101T120000Z",
      },
    ),
  "media-pipelines": (endpoint) => fetch(`${endpoint}/sdk-media-capture-pipelines`),
} satisfies Record<string, Ask>;
type Service = keyof typeof requests;

/** A handler that asks a service three times, and says with which status each was answered. */
const asking = (service: Service, times = 3) => ({
  build: ({ client }: { client: LocalClient }) =>
    answering({
      async NEW_INBOUND_CALL(event) {
        const statuses: string[] = [];
        for (let index = 0; index < times; index++) {
          const { status } = await requests[service](client.endpoint);
          statuses.push(status < 300 ? "fine" : String(status));
        }
        return [speak(callIdOf(event), statuses.join(" ")), hangUp(callIdOf(event))];
      },
    }),
});
const dial = (service: Service, fault?: NetworkFault) =>
  simulate(asking(service), {
    buckets: { files: { "there.txt": "something" } },
    ...(fault && { faults: { [service]: fault } }),
  }).dial();

const services = Object.keys(requests) as Service[];

describe("a service of AWS", () => {
  it.each(services)("%s answers when nothing is planned", async (service) => {
    expect(await dial(service)).toHear("fine fine fine");
  });

  it.each(services)("%s throttles as often as planned, each process", async (service) => {
    expect(await dial(service, throttle(2))).toHear("429 429 fine");
  });

  it.each([
    ["denies", deny(1), "403 fine fine"],
    ["is down", down(), "503 503 503"],
    ["fails as it is told", fail(418, "TeapotException", 1), "418 fine fine"],
  ] as const)("%s", async (_, fault, heard) => {
    expect(await dial("s3", fault)).toHear(heard);
  });

  it.each([
    ["before", drop(1), 0],
    ["after", loseReply(1), 1],
  ] as const)("loses the connection %s it has created a meeting", async (_, fault, meetings) => {
    const build = ({ client }: { client: LocalClient }) =>
      answering({
        async NEW_INBOUND_CALL(event) {
          const body = JSON.stringify({
            ClientRequestToken: "a-token",
            ExternalMeetingId: "team",
            MediaRegion: "us-east-1",
          });
          const headers = { "content-type": "application/json" };
          const answer = fetch(`${client.endpoint}/meetings`, { method: "POST", headers, body });
          const said = await answer.then(
            () => "an answer",
            (error: Error) => error.name,
          );
          return [speak(callIdOf(event), said), hangUp(callIdOf(event))];
        },
      });
    const options = { without: ["same-answer-twice"] as const, faults: { CreateMeeting: fault } };
    const simulation = simulate({ build }, options);
    expect(await simulation.dial()).toHear("TypeError");
    expect(simulation.meetings.all()).toHaveLength(meetings);
  });

  it("does not answer at all, until the client gives up", async () => {
    const build = ({ client }: { client: LocalClient }) =>
      answering({
        async NEW_INBOUND_CALL(event) {
          const answer = fetch(`${client.endpoint}/files/there.txt`, { signal: AbortSignal.timeout(50) });
          const said = await answer.then(
            () => "an answer",
            (error: Error) => error.name,
          );
          return [speak(callIdOf(event), said), hangUp(callIdOf(event))];
        },
      });
    const simulation = simulate({ build }, { buckets: { files: {} }, faults: { s3: hang() } });
    expect(await simulation.dial()).toHear("TimeoutError");
  });
});
