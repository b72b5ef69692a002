import type { ChimeSDKVoiceClientConfig } from "@aws-sdk/client-chime-sdk-voice";
import { IvrError, parseOptions, token } from "@switchhook/core";
import * as z from "zod/mini";
import { type ClientOptions, clientShape, lazyClient } from "./lazy-client.js";

export interface CallCommandsOptions extends ClientOptions<ChimeSDKVoiceClientConfig> {
  /** Id of the SIP media application that the calls belong to. */
  readonly sipMediaApplicationId: string;
}

/** What is sent to one running call: the name of a feature's command, and its arguments, which travel as strings. */
export interface CallCommand {
  readonly transactionId: string;
  readonly command: string;
  readonly args?: Readonly<Record<string, string>>;
}

/** Sends commands to calls that are up, from outside or from another call. */
export interface CallCommands {
  /**
   * Sends a command; `gone` when the call is over. `IVR_COMMAND_NOT_SENT` when the service does not get it done.
   * https://docs.aws.amazon.com/chime-sdk/latest/dg/update-sip-call.html
   */
  send(command: CallCommand, signal?: AbortSignal): Promise<"sent" | "gone">;
}

export const CallCommands = token<CallCommands>("CallCommands");

const optionsSchema = z.strictObject({
  ...clientShape,
  sipMediaApplicationId: z.string().check(z.minLength(1)),
});

const patience = { retries: 4, delaysMs: [60, 600], connectMs: 500, answerMs: 1200 } as const;

/** Commands through `UpdateSipMediaApplicationCall`, with the SDK's client; retried when throttled. */
export function callCommands(options: CallCommandsOptions): CallCommands {
  const { sipMediaApplicationId } = parseOptions("call-commands", optionsSchema, options);
  const sdk = lazyClient(options, patience, async (config: ChimeSDKVoiceClientConfig) => {
    const commands = await import("@aws-sdk/client-chime-sdk-voice");
    return { commands, client: new commands.ChimeSDKVoiceClient(config) };
  });
  return {
    async send({ transactionId, command, args = {} }, signal) {
      const { commands, client } = await sdk();
      try {
        await client.send(
          new commands.UpdateSipMediaApplicationCallCommand({
            SipMediaApplicationId: sipMediaApplicationId,
            TransactionId: transactionId,
            Arguments: { ...args, command },
          }),
          signal && { abortSignal: signal },
        );
        return "sent";
      } catch (cause) {
        if (cause instanceof commands.NotFoundException) return "gone";
        throw new IvrError("IVR_COMMAND_NOT_SENT", `the command ${command} did not get to its call`, {
          cause,
        });
      }
    },
  };
}
