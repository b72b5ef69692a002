import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("../audit.mjs", import.meta.url));

let server: Server | undefined;
afterEach(() => void server?.close());

/** Runs the audit against a registry that answers it so, and knows of packages no more than their names. */
async function audit(status: number, body: object): Promise<{ code: number; printed: string }> {
  server = createServer((request, response) => {
    request.resume();
    const asked = request.method === "POST";
    const name = decodeURIComponent(request.url?.slice(1) ?? "");
    response.writeHead(asked ? status : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(asked ? body : { name, versions: {} }));
  });
  const { port } = await new Promise<AddressInfo>((then) => {
    server?.listen(0, "127.0.0.1", () => then(server?.address() as AddressInfo));
  });
  const env = {
    ...process.env,
    npm_config_registry: `http://127.0.0.1:${port}`,
    npm_config_fetch_retries: "0",
  };
  return new Promise((then) => {
    execFile(process.execPath, [script], { env }, (error, stdout, stderr) =>
      then({ code: Number(error?.code ?? 0), printed: stdout + stderr }),
    );
  });
}

describe("npm run audit", { timeout: 60_000 }, () => {
  it("fails on a finding in what is shipped, and says what it is", async () => {
    const advisory = {
      id: 1,
      url: "https://example.com/advisory",
      title: "It can be made to do anything",
      severity: "high",
      vulnerable_versions: "*",
      cwe: [],
      cvss: { score: 8, vectorString: null },
    };
    const { code, printed } = await audit(200, { zod: [advisory] });
    expect(printed).toMatch(/zod .*: high: It can be made to do anything/);
    expect(code).toBe(1);
  });

  it("passes when nothing is known", async () => {
    const { code, printed } = await audit(200, {});
    expect(printed).toContain("nothing is known against what is shipped");
    expect(code).toBe(0);
  });

  it("passes when the registry does not answer audits, and says that nothing was asked", async () => {
    const { code, printed } = await audit(405, {});
    expect(printed).toContain("NOT ASKED");
    expect(code).toBe(0);
  });
});
