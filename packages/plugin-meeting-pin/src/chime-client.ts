import type {
  ChimeSDKMeetingsClient,
  ChimeSDKMeetingsClientConfig,
} from "@aws-sdk/client-chime-sdk-meetings";
import { type ClientOptions, lazyClient } from "@switchhook/aws";
import { IvrError } from "@switchhook/core";

/** The part of the SDK that is used, loaded when a caller first needs it. */
export interface ChimeSdk {
  readonly client: ChimeSDKMeetingsClient;
  readonly commands: typeof import("@aws-sdk/client-chime-sdk-meetings");
}

export type ChimeClientOptions = ClientOptions<ChimeSDKMeetingsClientConfig>;

const patience = { retries: 6, delaysMs: [80, 800], connectMs: 500, answerMs: 1200 } as const;

/** The client of Chime SDK Meetings, made when first asked. */
export const lazyChimeSdk = (options: ChimeClientOptions): (() => Promise<ChimeSdk>) =>
  lazyClient(options, patience, chimeSdk);

async function chimeSdk(config: ChimeSDKMeetingsClientConfig): Promise<ChimeSdk> {
  const commands = await import("@aws-sdk/client-chime-sdk-meetings");
  const client = new commands.ChimeSDKMeetingsClient(config);
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
