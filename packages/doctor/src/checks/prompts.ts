import { GetObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { headBytes, unplayable } from "@switchhook/aws";
import { type Finding, finding } from "../findings.js";
import { read } from "../read.js";

const atOnce = 8;

/** Looks at the content type and the header of every WAV file of a bucket; reads only the beginning of each. */
export async function checkPrompts(s3: S3Client, bucket: string): Promise<Finding[]> {
  const where = `The bucket ${bucket}`;
  const keys = await read(where, "ListObjectsV2", () => wavKeys(s3, bucket));
  if (keys.is === "unreadable") return [keys.finding];
  if (keys.is === "missing" || keys.value.length === 0)
    return [finding("prompts-none", where, "has no WAV file")];
  const findings: Finding[] = [];
  for (let at = 0; at < keys.value.length; at += atOnce) {
    const some = keys.value.slice(at, at + atOnce);
    const found = (await Promise.all(some.map((key) => checkPrompt(s3, bucket, key)))).flat();
    // Who may not read one may not read the others either.
    const unreadable = found.find(({ code }) => code === "not-readable");
    if (unreadable) return [...findings, unreadable];
    findings.push(...found);
  }
  return findings;
}

async function wavKeys(s3: S3Client, bucket: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket }))
    keys.push(...Contents.flatMap(({ Key = "" }) => (/\.wav$/i.test(Key) ? [Key] : [])));
  return keys;
}

async function checkPrompt(s3: S3Client, Bucket: string, Key: string): Promise<Finding[]> {
  const where = `The prompt ${Bucket}/${Key}`;
  const got = await read(where, "GetObject", () => beginning(s3, Bucket, Key));
  if (got.is === "unreadable") return [got.finding];
  if (got.is === "missing") return [];
  const { type, head, size } = got.value;
  const problem = unplayable(head, size);
  return [
    ...(type === "audio/wav"
      ? []
      : [finding("prompt-type", where, `has the content type ${type}, not audio/wav`)]),
    ...(problem === undefined ? [] : [finding("prompt-format", where, problem)]),
  ];
}

async function beginning(s3: S3Client, Bucket: string, Key: string) {
  try {
    const command = new GetObjectCommand({ Bucket, Key, Range: `bytes=0-${headBytes - 1}` });
    const { ContentType: type, ContentRange = "", Body } = await s3.send(command);
    const head = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return { type, head, size: Number(/\/(\d+)$/.exec(ContentRange)?.[1] ?? head.length) };
  } catch (error) {
    // Nothing can be read from the beginning of an empty object.
    if (!(error instanceof Error) || error.name !== "InvalidRange") throw error;
    return { type: "audio/wav", head: new Uint8Array(), size: 0 };
  }
}
