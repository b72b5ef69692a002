import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BucketFolders, type LocalAws, listen, localAws, realClock } from "@switchhook/simulator";

/** The local services of AWS with one bucket, and how the real SDK clients get there. */
export interface LocalServices {
  readonly aws: LocalAws;
  readonly buckets: BucketFolders;
  readonly folder: string;
  /** What clients have posted, with paths. */
  readonly requests: readonly { readonly path: string; readonly body: unknown }[];
  /** Answers in place of those of the services, by path. */
  readonly answers: Map<string, (request: Request) => Response | Promise<Response>>;
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  close(): Promise<void>;
}

export async function startServices(bucket: string): Promise<LocalServices> {
  const folder = mkdtempSync(join(tmpdir(), "recording-"));
  const buckets = new BucketFolders({ [bucket]: folder });
  const aws = localAws({
    region: "us-east-1",
    clock: realClock,
    buckets,
    speak: () => Promise.reject(new Error("nothing is spoken here")),
    calls: { place: () => "", update: () => false },
  });
  const requests: { path: string; body: unknown }[] = [];
  const answers: LocalServices["answers"] = new Map();
  const { fetch } = aws.app;
  aws.app.fetch = async (request, ...rest) => {
    if (request.method === "POST") {
      const body: unknown = await request
        .clone()
        .json()
        .catch(() => undefined);
      requests.push({ path: new URL(request.url).pathname, body });
    }
    return answers.get(new URL(request.url).pathname)?.(request) ?? fetch(request, ...rest);
  };
  const endpoint = await listen(aws.app);
  return {
    aws,
    buckets,
    folder,
    requests,
    answers,
    client: {
      endpoint: endpoint.url,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    },
    async close() {
      await endpoint.close();
      await aws.close();
      rmSync(folder, { recursive: true });
    },
  };
}
