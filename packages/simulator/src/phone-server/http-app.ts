import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { type Access, knowsHost, knowsToken, originsOf } from "./access.js";
import { callFile } from "./call-file.js";
import type { CallLog } from "./call-log.js";
import { testOf } from "./test-of-call.js";

export interface HttpParts {
  readonly access: Access;
  readonly log: CallLog;
  /** Where the audio sockets are, which the page may connect to. */
  readonly audioOrigin: string;
  /** The path of a file of a bucket. */
  fileOf(bucket: string, key: string): string | undefined;
}

// Built, it lies beside the server; from the source, in the last build.
const folders = ["../page/", "../../dist/page/"].map((path) => fileURLToPath(new URL(path, import.meta.url)));

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wav": "audio/wav",
};

/** The page, and what it fetches beside its sockets. */
export function httpApp({ access, log, audioOrigin, fileOf }: HttpParts): Hono {
  const app = new Hono();
  const policy = [
    "default-src 'self'",
    `connect-src 'self' ${originsOf(access)
      .map((origin) => origin.replace("http", "ws"))
      .join(" ")} ${audioOrigin}`,
    "worker-src 'self' blob:",
    "script-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "frame-ancestors 'none'",
  ].join("; ");

  app.use(async (context, next) => {
    if (!knowsHost(access, context.req.header("host"))) return context.text("unknown host", 403);
    await next();
    context.header("content-security-policy", policy);
    context.header("x-content-type-options", "nosniff");
    context.header("referrer-policy", "no-referrer");
    context.header("cross-origin-resource-policy", "same-origin");
    return undefined;
  });

  app.use("/api/*", async (context, next) => {
    const token = context.req.header("x-switchhook-token") ?? context.req.query("token");
    return knowsToken(access, token) ? next() : context.text("wrong token", 403);
  });

  app.get("/api/calls/:id/trace.json", (context) => {
    const call = log.get(context.req.param("id"));
    if (!call) return context.text("There is no such call any more.", 404);
    const name = `call-${call.summary.id.slice(0, 8)}.json`;
    return context.body(JSON.stringify(log.toFile(call), null, 1), 200, {
      "content-type": "application/json",
      "content-disposition": `attachment; filename="${name}"`,
    });
  });
  app.get("/api/calls/:id/test.ts", (context) => {
    const call = log.get(context.req.param("id"));
    if (!call) return context.text("There is no such call any more.", 404);
    return context.body(testOf(call), 200, {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="call-${call.summary.id.slice(0, 8)}.test.ts"`,
    });
  });
  app.post("/api/calls", async (context) => {
    const parsed = callFile().safeParse(await context.req.json().catch(() => undefined));
    if (!parsed.success) {
      return context.text("This is no file of a call: share one with the page's own button.", 400);
    }
    return context.json({ id: log.fromFile(parsed.data) });
  });
  app.get("/api/buckets/:bucket/:key{.+}", (context) => {
    const path = fileOf(context.req.param("bucket"), context.req.param("key"));
    if (path === undefined || !existsSync(path)) return context.text("There is no such file yet.", 404);
    return context.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
      "content-type": types[extname(path)] ?? "application/octet-stream",
      "content-length": String(statSync(path).size),
    });
  });

  app.get("/*", (context) => {
    const folder = folders.find((candidate) => existsSync(join(candidate, "index.html")));
    if (folder === undefined) return context.text("The page is not built: run npm run build first.", 503);
    const name = context.req.path === "/" ? "index.html" : context.req.path.slice(1);
    // Only names that a build makes: nothing above the folder can be spelt with them.
    if (!/^(?:[\w-]+\/)*[\w.-]+$/.test(name) || name.includes("..") || !existsSync(join(folder, name))) {
      return context.text("There is no such file.", 404);
    }
    const content = readFileSync(join(folder, name));
    const body = name === "index.html" ? content.toString().replaceAll("%TOKEN%", access.token) : content;
    return context.body(body, 200, {
      "content-type": types[extname(name)] ?? "application/octet-stream",
      "cache-control": "no-store",
    });
  });
  return app;
}
