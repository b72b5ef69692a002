import { bucketName, keyPrefix } from "@switchhook/core";
import * as z from "zod/mini";

/** Where recordings go. */
export interface Destination {
  /** The bucket, in the account of the SIP media application; its policy must let the service write. */
  readonly bucket: string;
  /** Put in front of the service's own key, with a slash between; default: the service's own folder. */
  readonly prefix?: string | undefined;
}

/** A finished file in S3. */
export interface FilePlace {
  readonly bucket: string;
  readonly key: string;
}

/** Where recordings go, as an option. */
export const destinationSchema = () =>
  z.strictObject({ bucket: bucketName(), prefix: z.optional(keyPrefix()) });

/** The part of a meeting's listing that says how it is recorded; what adds a `meeting` of this shape can say so. */
export const listedMeeting = z.lazy(() =>
  z.looseObject({
    recording: z.optional(
      z.looseObject({
        mode: z.enum(["never", "on-request", "always"]),
        bucket: z.optional(z.string()),
        prefix: z.optional(z.string()),
      }),
    ),
  }),
);
export type RecordingPolicy = NonNullable<z.output<typeof listedMeeting>["recording"]>;

/** The listing's destination, and the plugin's own where it says nothing. */
export const destinationOf = (own: Destination, policy: RecordingPolicy | undefined): Destination => ({
  bucket: policy?.bucket ?? own.bucket,
  prefix: policy?.prefix ?? own.prefix,
});

/** Bucket and folder as the wire has them. */
export const locationOf = ({ bucket, prefix }: Destination): string =>
  prefix === undefined ? bucket : `${bucket}/${prefix}`;

/** A place such as the service tells it, `bucket/key`; undefined when it has no key. */
export function placeOf(location: string | undefined): FilePlace | undefined {
  const [, bucket, key] = /^([^/]+)\/(.+)$/s.exec(location ?? "") ?? [];
  return bucket === undefined || key === undefined ? undefined : { bucket, key };
}

/**
 * The place that a call recording is going to have by the documented rule: the service tells it only when nothing stands
 * behind the start in its list.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/start-call-recording.html
 */
export function documentedPlace(
  { bucket, prefix = "Amazon-Chime-SMA-Call-Recordings" }: Destination,
  leg: { readonly startedAt: number; readonly transactionId: string; readonly callId: string },
): FilePlace {
  const [day = "", time = ""] = new Date(leg.startedAt).toISOString().split("T");
  const stamp = `${day}-${time.replace("Z", "").replace(/[:.]/g, "-")}`;
  return {
    bucket,
    key: `${prefix}/${day.replaceAll("-", "/")}/${stamp}_${leg.transactionId}_${leg.callId}.wav`,
  };
}
