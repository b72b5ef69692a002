import type { PollyClient, PollyClientConfig } from "@aws-sdk/client-polly";
import type { S3Client, S3ClientConfig } from "@aws-sdk/client-s3";
import { type ClientOptions, lazyClient } from "@switchhook/aws";

/** How the clients of the SDK are made; by default from the environment alone. */
export type Clients = ClientOptions<S3ClientConfig & PollyClientConfig>;

// Nobody is on the phone: there is time for a service that is busy.
const patience = { retries: 6, delaysMs: [200, 5000], connectMs: 5000, answerMs: 30_000 } as const;

export interface S3Sdk {
  readonly client: S3Client;
  readonly commands: typeof import("@aws-sdk/client-s3");
}

export interface PollySdk {
  readonly client: PollyClient;
  readonly commands: typeof import("@aws-sdk/client-polly");
}

export const lazyS3 = (clients: Clients): (() => Promise<S3Sdk>) =>
  lazyClient(clients, patience, async (config: S3ClientConfig) => {
    const commands = await import("@aws-sdk/client-s3");
    return { commands, client: new commands.S3Client({ followRegionRedirects: true, ...config }) };
  });

export const lazyPolly = (clients: Clients): (() => Promise<PollySdk>) =>
  lazyClient(clients, patience, async (config: PollyClientConfig) => {
    const commands = await import("@aws-sdk/client-polly");
    return { commands, client: new commands.PollyClient(config) };
  });
