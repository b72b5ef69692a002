import type { S3ClientConfig } from "@aws-sdk/client-s3";
import { type ClientOptions, lazyClient } from "@switchhook/aws";
import { IvrError, type Logger } from "@switchhook/core";
import type { FilePlace } from "../destination.js";

const patience = { retries: 2, delaysMs: [60, 300], connectMs: 400, answerMs: 800 } as const;

/** Deletes messages that their callers do not want to leave; a failure is logged with the place, and costs no call. */
export function messageFiles(options: ClientOptions<S3ClientConfig>) {
  const sdk = lazyClient(options, patience, async (config: S3ClientConfig) => {
    const { DeleteObjectCommand, S3Client } = await import("@aws-sdk/client-s3");
    return { DeleteObjectCommand, client: new S3Client(config) };
  });
  return {
    async remove({ bucket, key }: FilePlace, { log, signal }: { log: Logger; signal: AbortSignal }) {
      try {
        const { DeleteObjectCommand, client } = await sdk();
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
        log.info("message deleted", { bucket, key });
      } catch (cause) {
        const error = new IvrError("IVR_MESSAGE_NOT_DELETED", `${bucket}/${key} could not be deleted`, {
          cause,
        });
        log.error(error.message, { code: error.code, hint: error.hint, bucket, key, error });
      }
    },
  };
}
