import { ChimeSDKVoiceClient, type ChimeSDKVoiceClientConfig } from "@aws-sdk/client-chime-sdk-voice";
import { LambdaClient, type LambdaClientConfig } from "@aws-sdk/client-lambda";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { ServiceQuotasClient, type ServiceQuotasClientConfig } from "@aws-sdk/client-service-quotas";

/** What all clients are made with, such as an endpoint and credentials; default as the SDK finds them. */
export type ClientConfig = Pick<
  ChimeSDKVoiceClientConfig & LambdaClientConfig & S3ClientConfig & ServiceQuotasClientConfig,
  "endpoint" | "credentials" | "maxAttempts"
>;

/** The SDK's clients of one region. */
export interface Clients {
  readonly voice: ChimeSDKVoiceClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly quotas: ServiceQuotasClient;
}

/** Makes the clients of a region once, when first asked. */
export function clientsByRegion(config: ClientConfig): (region: string) => Clients {
  const made = new Map<string, Clients>();
  return (region) => {
    const clients = made.get(region) ?? {
      voice: new ChimeSDKVoiceClient({ ...config, region }),
      lambda: new LambdaClient({ ...config, region }),
      // A bucket may be in another region than its application.
      s3: new S3Client({ ...config, region, followRegionRedirects: true }),
      quotas: new ServiceQuotasClient({ ...config, region }),
    };
    made.set(region, clients);
    return clients;
  };
}
