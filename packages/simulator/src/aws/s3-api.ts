import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { BucketFolders } from "../media/bucket-folders.js";

const xml = (name: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${name}>`;
const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign);

function failure(c: Context, status: ContentfulStatusCode, code: string, message: string): Response {
  const body =
    c.req.method === "HEAD"
      ? null
      : `<Error><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
  return new Response(body, { status, headers: { "content-type": "application/xml" } });
}
const noBucket = (c: Context) => failure(c, 404, "NoSuchBucket", "The specified bucket does not exist");
const noKey = (c: Context) => failure(c, 404, "NoSuchKey", "The specified key does not exist.");

const mostKeys = 1000;

/** The S3 of buckets that are folders: objects with ranges and types, lists, policies; path style. */
export function s3Api(buckets: BucketFolders): Hono {
  const app = new Hono({ strict: false });
  app.use("/:bucket/*", async (c, next) => (buckets.has(c.req.param("bucket")) ? next() : noBucket(c)));

  const onBucket = async (c: Context): Promise<Response> => {
    const bucket = c.req.param("bucket") ?? "";
    const { method } = c.req;
    if (method === "PUT" && !c.req.queries("policy")) {
      return failure(c, 501, "NotImplemented", "Buckets are folders here: give the simulator another one.");
    }
    if (!buckets.has(bucket)) return noBucket(c);
    if (c.req.queries("policy")) return onPolicy(c, bucket);
    if (c.req.queries("location")) {
      return c.body(xml("LocationConstraint", ""), 200, { "content-type": "application/xml" });
    }
    if (method === "HEAD") return c.body(null, 200, { "x-amz-bucket-region": "us-east-1" });
    if (method === "POST" && c.req.queries("delete")) return deleteMany(c, bucket);
    return list(c, bucket);
  };

  const onPolicy = async (c: Context, bucket: string): Promise<Response> => {
    if (c.req.method === "DELETE" || c.req.method === "PUT") {
      buckets.setPolicy(bucket, c.req.method === "PUT" ? await c.req.text() : undefined);
      return c.body(null, 204);
    }
    const policy = buckets.policyOf(bucket);
    if (policy !== undefined) return c.body(policy, 200, { "content-type": "application/json" });
    return failure(c, 404, "NoSuchBucketPolicy", "The bucket policy does not exist");
  };

  const list = (c: Context, bucket: string): Response => {
    const {
      prefix = "",
      delimiter,
      "start-after": after = "",
      "continuation-token": token,
      "max-keys": most,
    } = c.req.query();
    const limit = Math.min(mostKeys, Number(most ?? mostKeys));
    const from = token === undefined ? after : Buffer.from(token, "base64url").toString();
    const all = buckets.keys(bucket, prefix).filter((key) => key > from);
    const folders = new Set<string>();
    const objects = all.filter((key) => {
      const at = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
      if (at >= 0) folders.add(key.slice(0, at + 1));
      return at < 0;
    });
    const shown = objects.slice(0, limit);
    const more = objects.length > shown.length;
    const next = Buffer.from(shown.at(-1) ?? "").toString("base64url");
    const contents = shown.map((key) => {
      const path = buckets.pathOf(bucket, key) ?? "";
      const { size, mtime } = statSync(path);
      return `<Contents><Key>${escaped(key)}</Key><LastModified>${mtime.toISOString()}</LastModified><ETag>&quot;${etagOf(path)}&quot;</ETag><Size>${size}</Size></Contents>`;
    });
    const prefixes = [...folders].map(
      (folder) => `<CommonPrefixes><Prefix>${escaped(folder)}</Prefix></CommonPrefixes>`,
    );
    const body = xml(
      "ListBucketResult",
      `<Name>${bucket}</Name><Prefix>${escaped(prefix)}</Prefix><KeyCount>${shown.length}</KeyCount><MaxKeys>${limit}</MaxKeys><IsTruncated>${more}</IsTruncated>${
        more ? `<NextContinuationToken>${next}</NextContinuationToken>` : ""
      }${contents.join("")}${prefixes.join("")}`,
    );
    return c.body(body, 200, { "content-type": "application/xml" });
  };

  const deleteMany = async (c: Context, bucket: string): Promise<Response> => {
    const keys = [...(await c.req.text()).matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) =>
      key.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
    );
    for (const key of keys) buckets.remove(bucket, key);
    const deleted = keys.map((key) => `<Deleted><Key>${escaped(key)}</Key></Deleted>`).join("");
    return c.body(xml("DeleteResult", deleted), 200, { "content-type": "application/xml" });
  };

  const onObject = async (c: Context): Promise<Response> => {
    const bucket = c.req.param("bucket") ?? "";
    const key = keyOf(c, bucket);
    const path = buckets.pathOf(bucket, key);
    if (path === undefined) return failure(c, 400, "InvalidArgument", "The key leads out of its bucket.");
    switch (c.req.method) {
      case "PUT":
        return put(c, bucket, key);
      case "DELETE":
        buckets.remove(bucket, key);
        return c.body(null, 204);
      default:
        return existsSync(path) ? get(c, bucket, key, path) : noKey(c);
    }
  };

  const put = async (c: Context, bucket: string, key: string): Promise<Response> => {
    const raw = Buffer.from(await c.req.arrayBuffer());
    const content = c.req.header("x-amz-decoded-content-length") === undefined ? raw : withoutChunks(raw);
    const md5 = c.req.header("content-md5");
    const hash = createHash("md5").update(content);
    if (md5 !== undefined && hash.copy().digest("base64") !== md5) {
      return failure(c, 400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
    }
    const metadata = Object.fromEntries(
      Object.entries(c.req.header()).flatMap(([name, value]) =>
        name.startsWith("x-amz-meta-") ? [[name.slice("x-amz-meta-".length), value]] : [],
      ),
    );
    buckets.write(bucket, key, content, { contentType: c.req.header("content-type"), metadata });
    return c.body(null, 200, { etag: `"${hash.digest("hex")}"` });
  };

  const get = (c: Context, bucket: string, key: string, path: string): Response => {
    const { mtime, size } = statSync(path);
    const { contentType, metadata = {} } = buckets.noteOf(bucket, key);
    const etag = `"${etagOf(path)}"`;
    if (c.req.header("if-none-match") === etag) return c.body(null, 304, { etag });
    const headers = {
      "content-type": contentType ?? (key.endsWith(".wav") ? "audio/wav" : "binary/octet-stream"),
      "last-modified": mtime.toUTCString(),
      "accept-ranges": "bytes",
      etag,
      ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    };
    const range = rangeOf(c.req.header("range"), size);
    if (range === "outside") return failure(c, 416, "InvalidRange", "The requested range is not satisfiable");
    const [from, to] = range ?? [0, size];
    const sized = {
      ...headers,
      "content-length": String(to - from),
      ...(range && { "content-range": `bytes ${from}-${to - 1}/${size}` }),
    };
    const body = c.req.method === "HEAD" ? null : new Uint8Array(readFileSync(path).subarray(from, to));
    return new Response(body, { status: range ? 206 : 200, headers: sized });
  };

  app.all("/:bucket", onBucket);
  app.all("/:bucket/", onBucket);
  app.all("/:bucket/*", onObject);
  return app;
}

const etagOf = (path: string): string => createHash("md5").update(readFileSync(path)).digest("hex");

const keyOf = (c: Context, bucket: string): string =>
  decodeURIComponent(new URL(c.req.url).pathname.slice(bucket.length + 2));

/** The bytes that a Range header asks for, the second past the end. */
function rangeOf(
  header: string | undefined,
  size: number,
): readonly [number, number] | "outside" | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined) return undefined;
  if (first === "") return [Math.max(0, size - Number(last)), size];
  const from = Number(first);
  return from >= size ? "outside" : [from, last === "" ? size : Math.min(size, Number(last) + 1)];
}

/** The content of a body that a client streams: chunks with their lengths, checksums behind them. */
function withoutChunks(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.subarray(at, end).toString("latin1"), 16);
    if (end < 0 || !(size > 0)) break;
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(parts);
}
