import type {
  ChimeSDKMeetingsClient,
  ChimeSDKMeetingsClientConfig,
} from "@aws-sdk/client-chime-sdk-meetings";

/** The part of the SDK that is used, loaded when a caller first needs it. */
export interface ChimeSdk {
  readonly client: ChimeSDKMeetingsClient;
  readonly commands: typeof import("@aws-sdk/client-chime-sdk-meetings");
}

export interface ChimeClientOptions {
  /** Configuration of the SDK's client; region and credentials come from the environment as usual. */
  readonly client?: ChimeSDKMeetingsClientConfig;
}

// Retries with jitter are the SDK's own; what does not help the caller in time is cut off by the deadline.
const retries: ChimeSDKMeetingsClientConfig = {
  maxAttempts: 6,
  retryMode: "standard",
  requestHandler: { connectionTimeout: 500, requestTimeout: 1200, throwOnRequestTimeout: true },
};

/** Loads the SDK once, when first asked: the first prompt must not wait for it. */
export function lazyChimeSdk({ client: config }: ChimeClientOptions): () => Promise<ChimeSdk> {
  let loading: Promise<ChimeSdk> | undefined;
  return () => {
    loading ??= load(config).catch((error: unknown) => {
      // Not kept: the next caller tries again.
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

async function load(config: ChimeSDKMeetingsClientConfig | undefined): Promise<ChimeSdk> {
  const commands = await import("@aws-sdk/client-chime-sdk-meetings");
  const client = new commands.ChimeSDKMeetingsClient({ ...retries, ...config });
  // Two callers at once are the same request made simultaneously, a 409, which the SDK does not repeat by itself.
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (error instanceof commands.ConflictException)
          Object.assign(error, { $retryable: { throttling: false } });
        throw error;
      }
    },
    { step: "finalizeRequest", name: "retryConflicts", priority: "low" },
  );
  return { client, commands };
}
