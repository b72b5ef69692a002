import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { loadHandler, simulateCall, urlHandler } from "../src/index.js";

const folder = () => mkdtempSync(join(tmpdir(), "switchhook-handler-"));
const file = (name: string, text: string, where = folder()) => {
  const path = join(where, name);
  writeFileSync(path, text);
  return path;
};

const close: (() => void)[] = [];
afterEach(() => {
  for (const end of close.splice(0)) end();
});

describe("a handler from a file", () => {
  it.each([
    ["ESM, async", "h.mjs", "export const handler = async () => ({ SchemaVersion: '1.0', Actions: [] });"],
    ["ESM, default", "h.mjs", "export default () => ({ SchemaVersion: '1.0', Actions: [] });"],
    ["CommonJS", "h.cjs", "exports.handler = async () => ({ SchemaVersion: '1.0', Actions: [] });"],
    [
      "callback style",
      "h.cjs",
      "exports.handler = (event, context, callback) => setImmediate(() => callback(null, { SchemaVersion: '1.0', Actions: [] }));",
    ],
  ])("%s", async (_, name, text) => {
    const { handler } = await loadHandler(file(name, text));
    expect(await handler({})).toEqual({ SchemaVersion: "1.0", Actions: [] });
  });

  it("an error given to the callback is an error of the handler", async () => {
    const { handler } = await loadHandler(
      file("h.cjs", "exports.handler = (e, c, done) => { done('broken'); };"),
    );
    await expect(handler({})).rejects.toThrow("broken");
  });

  it("that is not there, or exports no handler, says what to do", async () => {
    await expect(loadHandler("/nowhere/h.mjs")).rejects.toThrow("build it first");
    await expect(loadHandler(file("h.mjs", "export const other = 1;"))).rejects.toThrow(
      'exported as "handler"',
    );
  });

  it("is loaded anew when it changes; one that is broken meanwhile leaves the former at work", async () => {
    const where = folder();
    const path = file("h.mjs", "export const handler = () => 'one';", where);
    const reloads: (string | undefined)[] = [];
    let wake = () => {};
    const loaded = await loadHandler(path, {
      watch: true,
      onReload: (problem) => {
        reloads.push(problem);
        wake();
      },
    });
    close.push(() => loaded.close());
    const reload = async (text: string) => {
      const told = new Promise<void>((resolve) => {
        wake = resolve;
      });
      writeFileSync(path, text);
      await told;
    };
    await reload("export const handler = () => 'two';");
    expect(await loaded.handler({})).toBe("two");
    await reload("export const handler = (");
    expect(reloads.at(-1)).toEqual(expect.any(String));
    expect(await loaded.handler({})).toBe("two");
  });

  it("of the usual kind works unchanged: one switch, plain JavaScript, callback, numbers as text, CallId empty", async () => {
    const { handler } = await loadHandler(new URL("./foreign/usual-handler.cjs", import.meta.url).pathname);
    const call = await simulateCall({ handler }).dial();
    await call.enter("2");
    await call.untilEnded();
    expect(call.heard).toEqual(["welcome", "menu", "goodbye"]);
    expect(call.problems).toEqual([]);
  });
});

describe("a handler behind the Lambda invoke API", () => {
  const serve = async (
    answer: (
      path: string,
      body: string,
    ) => { status?: number; headers?: Record<string, string>; body: string },
  ) => {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part) => parts.push(part));
      request.on("end", () => {
        const {
          status = 200,
          headers = {},
          body,
        } = answer(request.url ?? "", Buffer.concat(parts).toString());
        response.writeHead(status, headers).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    close.push(() => server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it("gets the event at the path of the runtime emulators, and its answer is taken", async () => {
    const url = await serve((path, body) => ({
      body: JSON.stringify({ path, got: JSON.parse(body).Sequence }),
    }));
    expect(await urlHandler(url)({ Sequence: 3 })).toEqual({
      path: "/2015-03-31/functions/function/invocations",
      got: 3,
    });
    expect(await urlHandler(`${url}/2015-03-31/functions/mine/invocations`)({ Sequence: 1 })).toMatchObject({
      path: "/2015-03-31/functions/mine/invocations",
    });
  });

  it("that fails, is not there, or answers HTML is told as what it is", async () => {
    const failing = await serve(() => ({
      headers: { "x-amz-function-error": "Unhandled" },
      body: '{"errorMessage":"boom"}',
    }));
    await expect(urlHandler(failing)({})).rejects.toThrow("boom");
    await expect(urlHandler("http://127.0.0.1:1")({})).rejects.toThrow("start what serves the handler there");
    const html = await serve(() => ({ body: "<html>" }));
    expect(await urlHandler(html)({})).toBe("<html>");
    const broken = await serve(() => ({ status: 500, body: "oh" }));
    await expect(urlHandler(broken)({})).rejects.toThrow("HTTP 500");
  });

  it("may be written in another language", async () => {
    const program = new URL("./foreign/handler.pl", import.meta.url).pathname;
    const perl = spawn("perl", [program], { stdio: ["ignore", "pipe", "inherit"] });
    close.push(() => perl.kill());
    const port = await new Promise<string>((resolve) =>
      perl.stdout.once("data", (data) => resolve(String(data).trim())),
    );
    const call = await simulateCall({ handler: urlHandler(`http://127.0.0.1:${port}`) }).dial();
    await call.untilEnded();
    expect(call.heard).toEqual(["Hello from Perl"]);
    expect(call.problems).toEqual([]);
  });
});
