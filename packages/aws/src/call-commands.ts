import type { ChimeSDKVoiceClientConfig } from "@aws-sdk/client-chime-sdk-voice";
import { type Binding, CurrentCall, IvrError, parseOptions, perCall, token } from "@switchhook/core";
import * as z from "zod/mini";
import { ownArn } from "./arn.js";
import { type ClientOptions, clientShape, lazyClient } from "./lazy-client.js";

export interface CallCommandsOptions extends ClientOptions<ChimeSDKVoiceClientConfig> {
  /** Id of the SIP media application that the calls belong to; default that of the call which sends. */
  readonly sipMediaApplicationId?: string;
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
  sipMediaApplicationId: z.optional(z.string().check(z.minLength(1))),
});

const patience = { retries: 4, delaysMs: [60, 600], connectMs: 500, answerMs: 1200 } as const;

/** Binds commands through `UpdateSipMediaApplicationCall`, with the SDK's client; retried when throttled. */
export function callCommands(options: CallCommandsOptions = {}): Binding {
  const { sipMediaApplicationId: given } = parseOptions("call-commands", optionsSchema, options);
  const sendTo = sender(options);
  const application = given ?? `\${SipMediaApplicationId}`;
  return perCall(
    CallCommands,
    {
      deps: { call: CurrentCall },
      make: ({ call }): CallCommands => ({
        send: (command, signal) => sendTo(given ?? call.sipMediaApplicationId, command, signal),
      }),
    },
    [
      {
        actions: ["chime:UpdateSipMediaApplicationCall"],
        resource: ownArn("chime", `sma/${application}`, "*"),
      },
    ],
  );
}

/** The same commands outside of an IVR, which has to say to whose calls. */
export function openCallCommands(
  options: CallCommandsOptions & { readonly sipMediaApplicationId: string },
): CallCommands {
  const { sipMediaApplicationId } = parseOptions("call-commands", optionsSchema, options);
  const sendTo = sender(options);
  return { send: (command, signal) => sendTo(sipMediaApplicationId, command, signal) };
}

function sender(options: CallCommandsOptions) {
  const sdk = lazyClient(options, patience, async (config: ChimeSDKVoiceClientConfig) => {
    const commands = await import("@aws-sdk/client-chime-sdk-voice");
    return { commands, client: new commands.ChimeSDKVoiceClient(config) };
  });
  return async (
    application: string | undefined,
    { transactionId, command, args = {} }: CallCommand,
    signal: AbortSignal | undefined,
  ): Promise<"sent" | "gone"> => {
    if (application === undefined) {
      throw new IvrError(
        "IVR_COMMAND_NOT_SENT",
        `the event does not tell the SIP media application that the command ${command} has to go through`,
        { hint: "Give it with callCommands({ sipMediaApplicationId })." },
      );
    }
    const { commands, client } = await sdk();
    try {
      await client.send(
        new commands.UpdateSipMediaApplicationCallCommand({
          SipMediaApplicationId: application,
          TransactionId: transactionId,
          Arguments: { ...args, command },
        }),
        signal && { abortSignal: signal },
      );
      return "sent";
    } catch (cause) {
      if (cause instanceof commands.NotFoundException) return "gone";
      throw new IvrError("IVR_COMMAND_NOT_SENT", `the command ${command} did not get to its call`, { cause });
    }
  };
}
