import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { BucketFolders, listen, localAws, realClock } from "@switchhook/simulator";
import wavefile from "wavefile";
import { audioCommand } from "../src/cli/audio-command.js";
import type { Terminal } from "../src/cli/terminal.js";

export const account = "111122223333";

export const statement = (more: object = {}) => ({
  Effect: "Allow",
  Principal: { Service: "voiceconnector.chime.amazonaws.com" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::prompts/*",
  Condition: { StringEquals: { "aws:SourceAccount": account } },
  ...more,
});

export interface Ran {
  readonly code: number;
  readonly printed: readonly string[];
  readonly noted: readonly string[];
}

type Spoken = { readonly text: string; readonly ssml: boolean; readonly voiceId?: string };

/** A WAV file of a tone, a second long unless said otherwise. */
export function wav({
  rate = 8000,
  bits = "16",
  channels = 1,
  seconds = 1,
  amplitude = 0.5,
}: {
  rate?: number;
  bits?: string;
  channels?: number;
  seconds?: number;
  amplitude?: number;
} = {}): Uint8Array {
  const most = bits === "32f" ? 1 : 2 ** (Number(bits) - 1) - 1;
  const tone = Array.from(
    { length: Math.round(rate * seconds) },
    (_, at) => amplitude * most * Math.sin((2 * Math.PI * 440 * at) / rate),
  );
  const file = new wavefile.WaveFile();
  file.fromScratch(
    channels,
    rate,
    bits,
    channels === 1 ? tone : Array.from({ length: channels }, () => tone),
  );
  return file.toBuffer();
}

/** The services of AWS on a local port, one bucket, and the command against them. */
export async function startBucket() {
  const root = mkdtempSync(join(tmpdir(), "audio-"));
  const folder = join(root, "bucket");
  mkdirSync(folder);
  const buckets = new BucketFolders({ prompts: folder });
  const spoken: Spoken[] = [];
  const requests: string[] = [];
  const expectedOwners = new Set<string | null>();
  const voice = { samples: wav({ seconds: 0.1 }), problem: "" };
  const aws = localAws({
    region: "us-east-1",
    clock: realClock,
    buckets,
    calls: { place: () => "", update: () => false },
    async speak(sound) {
      spoken.push(sound);
      if (voice.problem) return { problem: voice.problem };
      const path = join(root, `spoken-${spoken.length}.wav`);
      writeFileSync(path, voice.samples);
      return { path };
    },
  });
  const { app } = aws;
  const endpoint = await listen(
    Object.assign(Object.create(app), {
      fetch: (request: Request, ...rest: []) => {
        const { method, headers, url } = request;
        expectedOwners.add(headers.get("x-amz-expected-bucket-owner"));
        requests.push([method, new URL(url).pathname, headers.get("range") ?? ""].join(" ").trim());
        return app.fetch(request, ...rest);
      },
    }) as typeof app,
  );
  const write = (path: string, content: string | Uint8Array): string => {
    const whole = join(root, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, content);
    return whole;
  };
  return {
    root,
    buckets,
    spoken,
    requests,
    /** Whose bucket it has to be, by the requests. */
    expectedOwners,
    voice,
    faults: aws.meetings.faults,
    write,
    put: (key: string, content: Uint8Array, contentType = "audio/wav") =>
      buckets.write("prompts", key, content, { contentType }),
    policy: (...statements: readonly object[]) =>
      buckets.setPolicy("prompts", JSON.stringify({ Version: "2012-10-17", Statement: statements })),
    prompts: (options: object): string =>
      write("prompts.json", JSON.stringify({ bucket: "prompts", ...options })),
    async run(
      args: readonly string[],
      more: Partial<Pick<Terminal, "confirm" | "env">> = {},
      requestTimeout = 30_000,
    ): Promise<Ran> {
      const [printed, noted]: [string[], string[]] = [[], []];
      const code = await audioCommand(
        args,
        {
          print: (line) => void printed.push(line),
          note: (line) => void noted.push(line),
          env: {},
          confirm: undefined,
          progress: async () => ({ advance: () => undefined, finish: () => undefined }),
          ...more,
        },
        {
          client: {
            endpoint: endpoint.url,
            region: "us-east-1",
            credentials: { accessKeyId: "local", secretAccessKey: "local" },
            requestHandler: { requestTimeout, throwOnRequestTimeout: true } as never,
          },
          retryDelayMs: () => 0,
        },
      );
      return { code, printed, noted };
    },
    async close() {
      await endpoint.close();
      await aws.close();
      rmSync(root, { recursive: true });
    },
  };
}

export type LocalBucket = Awaited<ReturnType<typeof startBucket>>;
