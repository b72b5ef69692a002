import type { S3ServiceException } from "@aws-sdk/client-s3";
import { headBytes } from "@switchhook/aws";
import { type Clients, lazyS3, type S3Sdk } from "./sdk.js";

/** An object of the bucket, as far as it can be told without reading it. */
export interface ObjectFacts {
  readonly contentType: string | undefined;
  /** The hash of its content that it was uploaded with. */
  readonly hash: string | undefined;
}

/** The beginning of an object; never all of it. */
export interface Beginning {
  readonly contentType: string | undefined;
  readonly head: Uint8Array;
  /** Bytes of the whole object. */
  readonly size: number;
}

/** S3 did not do what it was asked for: what that was, and what S3 said. */
export class BucketError extends Error {
  override readonly name = "BucketError";
  constructor(
    what: string,
    readonly status: number | undefined,
    override readonly cause: unknown,
  ) {
    super(`${what}: ${cause instanceof Error ? `${cause.name}: ${cause.message}` : cause}`);
  }
}

export const wavType = "audio/wav";
const hashName = "switchhook-sha256";
const mostDeleted = 1000;

/** The bucket of the prompts. */
export class PromptBucket {
  readonly #sdk: () => Promise<S3Sdk>;
  readonly #where: { readonly Bucket: string; readonly ExpectedBucketOwner?: string };

  /** With an `account`, S3 refuses everything in a bucket that belongs to another one. */
  constructor(
    readonly name: string,
    clients: Clients,
    account?: string,
  ) {
    this.#sdk = lazyS3(clients);
    this.#where = { Bucket: name, ...(account !== undefined && { ExpectedBucketOwner: account }) };
  }

  /** What is known of an object; undefined when there is none. */
  facts(key: string): Promise<ObjectFacts | undefined> {
    return this.#find(`looking at s3://${this.name}/${key}`, async ({ client, commands }) => {
      const answer = await client.send(new commands.HeadObjectCommand({ ...this.#where, Key: key }));
      return { contentType: answer.ContentType, hash: answer.Metadata?.[hashName] };
    });
  }

  /** The beginning of an object, read by range; undefined when there is none. */
  beginning(key: string): Promise<Beginning | undefined> {
    return this.#find(`reading s3://${this.name}/${key}`, async ({ client, commands }) => {
      try {
        const answer = await client.send(
          new commands.GetObjectCommand({ ...this.#where, Key: key, Range: `bytes=0-${headBytes - 1}` }),
        );
        const head = (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
        return { contentType: answer.ContentType, head, size: sizeIn(answer.ContentRange) ?? head.length };
      } catch (error) {
        // Nothing can be read from the beginning of an empty object.
        if (statusOf(error) !== 416) throw error;
        return { contentType: wavType, head: new Uint8Array(), size: 0 };
      }
    });
  }

  /** Puts a WAV file there, with its content type and its hash. */
  async put(key: string, wav: Uint8Array, hash: string): Promise<void> {
    await this.#ask(`uploading s3://${this.name}/${key}`, async ({ client, commands }) => {
      await client.send(
        new commands.PutObjectCommand({
          ...this.#where,
          Key: key,
          Body: wav,
          ContentType: wavType,
          Metadata: { [hashName]: hash },
        }),
      );
    });
  }

  /** All keys that begin so. */
  keys(prefix: string): Promise<readonly string[]> {
    return this.#ask(`listing s3://${this.name}`, async ({ client, commands }) => {
      const keys: string[] = [];
      const pages = commands.paginateListObjectsV2({ client }, { ...this.#where, Prefix: prefix });
      for await (const { Contents = [] } of pages) keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
      return keys;
    });
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (let at = 0; at < keys.length; at += mostDeleted) {
      await this.#ask(`deleting from s3://${this.name}`, async ({ client, commands }) => {
        const Objects = keys.slice(at, at + mostDeleted).map((Key) => ({ Key }));
        const answer = await client.send(
          new commands.DeleteObjectsCommand({ ...this.#where, Delete: { Objects, Quiet: true } }),
        );
        // What it could not delete it tells in an answer that is no error.
        const [failed] = answer.Errors ?? [];
        if (failed) throw new Error(`${failed.Key}: ${failed.Code} ${failed.Message ?? ""}`);
      });
    }
  }

  /** The policy of the bucket; undefined when it has none. */
  policy(): Promise<string | undefined> {
    return this.#find(`reading the policy of s3://${this.name}`, async ({ client, commands }) => {
      const { Policy } = await client.send(new commands.GetBucketPolicyCommand(this.#where));
      return Policy;
    });
  }

  /** What may be missing is undefined then; a bucket may not. */
  async #find<T>(what: string, ask: (sdk: S3Sdk) => Promise<T>): Promise<T | undefined> {
    try {
      return await this.#ask(what, ask);
    } catch (error) {
      const { status, cause } = error as BucketError;
      if (status === 404 && (cause as Error).name !== "NoSuchBucket") return undefined;
      throw error;
    }
  }

  async #ask<T>(what: string, ask: (sdk: S3Sdk) => Promise<T>): Promise<T> {
    try {
      return await ask(await this.#sdk());
    } catch (error) {
      throw new BucketError(what, statusOf(error), error);
    }
  }
}

const statusOf = (error: unknown): number | undefined =>
  (error as Partial<S3ServiceException>).$metadata?.httpStatusCode;

/** The size of the whole in `bytes 0-4095/51200`. */
function sizeIn(range: string | undefined): number | undefined {
  const size = /\/(\d+)$/.exec(range ?? "")?.[1];
  return size === undefined ? undefined : Number(size);
}
