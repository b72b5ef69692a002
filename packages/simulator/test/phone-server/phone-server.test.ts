import { mkdtempSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { MeetingStore } from "../../src/aws/meeting-store.js";
import { BucketFolders } from "../../src/media/bucket-folders.js";
import { type PhoneServer, startPhoneServer } from "../../src/phone-server/phone-server.js";
import type { PageMessage, ServerMessage } from "../../src/phone-server/protocol.js";

const start = (port = 0) =>
  startPhoneServer({
    handler: () => ({
      SchemaVersion: "1.0",
      Actions: [{ Type: "Pause", Parameters: { DurationInMilliseconds: 100 } }],
    }),
    name: "a handler",
    meetings: new MeetingStore(),
    buckets: new BucketFolders({ recordings: mkdtempSync(join(tmpdir(), "switchhook-")) }),
    voice: "none",
    port,
  });

let server: PhoneServer;
let port: string;

beforeEach(async () => {
  server = await start();
  ({ port } = new URL(server.url));
});
afterEach(() => server.close());

/** The token that the page was served with: what only a page of this origin can read. */
const tokenOf = async () =>
  /switchhook-token" content="([^"]+)"/.exec(await (await fetch(server.url)).text())?.[1] ?? "";

/** Opens the control socket; rejects with the HTTP status when that is refused. */
function connect(token: string, { origin = server.url.slice(0, -1), host = `127.0.0.1:${port}` } = {}) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/control?token=${token}`, {
    origin,
    headers: { host },
  });
  return new Promise<WebSocket>((resolve, reject) => {
    socket.once("open", () => resolve(socket));
    socket.once("error", reject);
  });
}

const statusOf = (path: string, headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });

describe("who may call, listen and read", () => {
  it("the page of this start", async () => {
    const socket = await connect(await tokenOf());
    socket.terminate();
  });

  it.each([
    ["a page of another origin, even with the token", { origin: "http://evil.example" }],
    ["a page without an origin", { origin: "" }],
    [
      "a page under another name for this address",
      { host: "rebound.example", origin: "http://rebound.example" },
    ],
  ])("not %s", async (_, given) => {
    await expect(connect(await tokenOf(), given)).rejects.toThrow("403");
  });

  it("not a page with another token", async () => {
    await expect(connect("x".repeat(32))).rejects.toThrow("403");
  });

  it.each(["/api/calls/x/trace.json", "/api/buckets/recordings/x.wav"])(
    "%s only with the token",
    async (path) => {
      expect(await statusOf(path)).toBe(403);
      expect(await statusOf(`${path}?token=${"x".repeat(32)}`)).toBe(403);
      expect(await statusOf(`${path}?token=${await tokenOf()}`)).toBe(404);
    },
  );

  it("nobody reads the token across origins: no answer allows that, and other names for the address are refused", async () => {
    const { headers } = await fetch(server.url, { headers: { origin: "http://evil.example" } });
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(await statusOf("/", { host: "rebound.example" })).toBe(403);
  });

  it("nothing above the folders is served", async () => {
    const token = await tokenOf();
    for (const path of [
      "/../package.json",
      "/assets/../../index.js",
      "/%2e%2e/package.json",
      `/api/buckets/recordings/..%2f..%2fetc%2fpasswd?token=${token}`,
    ]) {
      expect(await statusOf(path)).toBeGreaterThanOrEqual(400);
    }
  });
});

describe("the server", () => {
  it("listens on loopback, under an address that it tells", () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  it("says what to do when its port is in use", async () => {
    await expect(start(Number(port))).rejects.toThrow(`The port ${port} of 127.0.0.1 is in use`);
  });

  it("answers what it does not know with a message, and goes on", async () => {
    const socket = await connect(await tokenOf());
    const told: ServerMessage[] = [];
    const until = (is: string) =>
      new Promise<void>((resolve) => {
        socket.on("message", (data) => {
          const message = JSON.parse(String(data)) as ServerMessage;
          told.push(message);
          if (message.is === is) resolve();
        });
      });
    const problem = until("problem");
    for (const bad of ["{", '{"do":"explode"}', '{"do":"dial","phone":"../x","to":"1","from":"1"}'])
      socket.send(bad);
    await problem;
    const call = until("call");
    const send = (message: PageMessage) => socket.send(JSON.stringify(message));
    send({ do: "open phone", phone: "p1", number: "+12065550102" });
    send({ do: "dial", phone: "p1", to: "+12065550101", from: "+12065550102" });
    await call;
    expect(server.service.calls).toHaveLength(1);
    socket.terminate();
  });
});
