import type {
  ChimeSDKMeetingsClient,
  ChimeSDKMeetingsClientConfig,
} from "@aws-sdk/client-chime-sdk-meetings";
import { IvrError } from "@switchhook/core";

/** The part of the SDK that is used, loaded when a caller first needs it. */
export interface ChimeSdk {
  readonly client: ChimeSDKMeetingsClient;
  readonly commands: typeof import("@aws-sdk/client-chime-sdk-meetings");
}

export interface ChimeClientOptions {
  /** Configuration of the SDK's client; region and credentials come from the environment as usual. */
  readonly client?: ChimeSDKMeetingsClientConfig;
  /** Milliseconds before a retry, by its number from 1; default: up to 80, doubled each time, at most 800, at random. */
  readonly retryDelayMs?: (retry: number) => number;
}

const mostRetries = 6;
// The SDK's own delays, half a second and more after a throttling, would use the deadline up.
const withJitter = (retry: number): number => Math.random() * Math.min(800, 80 * 2 ** (retry - 1));
const timeouts = { connectionTimeout: 500, requestTimeout: 1200, throwOnRequestTimeout: true };

/** Loads the SDK once, when first asked: the first prompt must not wait for it. */
export function lazyChimeSdk(options: ChimeClientOptions): () => Promise<ChimeSdk> {
  let loading: Promise<ChimeSdk> | undefined;
  return () => {
    loading ??= load(options).catch((error: unknown) => {
      // Not kept: the next caller tries again.
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

async function load({ client: config, retryDelayMs = withJitter }: ChimeClientOptions): Promise<ChimeSdk> {
  const [commands, { ConfiguredRetryStrategy }] = await Promise.all([
    import("@aws-sdk/client-chime-sdk-meetings"),
    import("@smithy/core/retry"),
  ]);
  const client = new commands.ChimeSDKMeetingsClient({
    retryStrategy: new ConfiguredRetryStrategy(mostRetries, retryDelayMs),
    requestHandler: timeouts,
    ...config,
  });
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          throw retriable(error, commands, commandName);
        }
      },
    { step: "finalizeRequest", name: "whatToRetry", priority: "low" },
  );
  return { client, commands };
}

function retriable(error: unknown, commands: ChimeSdk["commands"], commandName: string | undefined): unknown {
  // Two callers at once are the same request made simultaneously, which the SDK does not repeat by itself.
  if (error instanceof commands.ConflictException) {
    return Object.assign(error, { $retryable: { throttling: false } });
  }
  // The SDK takes it for throttling; but a full meeting is full, and a quota is not waited out in a second.
  if (error instanceof commands.LimitExceededException) {
    return commandName === "CreateAttendeeCommand"
      ? new IvrError("IVR_MEETING_FULL", "the meeting takes nobody any more", { cause: error })
      : new IvrError("IVR_MEETING_UNAVAILABLE", "the account has as many meetings as it may have", {
          cause: error,
        });
  }
  return error;
}
