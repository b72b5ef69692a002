import { bucketArn } from "@switchhook/aws";
import {
  type Action,
  again,
  type Call,
  Clock,
  definePlugin,
  done,
  end,
  type Logger,
  PromptStore,
  parseOptions,
  playAudio,
  recordAudio,
  stay,
} from "@switchhook/core";
import * as z from "zod/mini";
import { announce, RecordingAnnouncer } from "../announcer.js";
import { messageFiles } from "./message-files.js";
import { type VoiceMailOptions, voiceMailOptions } from "./options.js";

/** A message that a caller left, or took back. */
export const Message = z.strictObject({
  bucket: z.string(),
  key: z.string(),
  /** Whether it is to be listened to; the file of a deleted one is gone. */
  is: z.enum(["kept", "deleted"]),
  /** `key`: the caller ended it; `limit`: the time or silence did; `hang-up`: the end of the call. */
  endedBy: z.enum(["key", "limit", "hang-up"]),
});
export type Message = z.infer<typeof Message>;

const stateSchema = z.strictObject({
  /** How many messages this caller has recorded. */
  takes: z.int(),
  /** The one that the caller decides about. */
  message: z.optional(Message),
  announced: z.optional(z.boolean()),
});
type State = z.infer<typeof stateSchema>;

interface Given {
  readonly call: Call;
  readonly deps: {
    readonly prompts: PromptStore;
    readonly announcer: RecordingAnnouncer;
    readonly clock: Clock;
  };
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly idempotencyKey: string;
}

/** Takes a message: it is recorded, heard again, recorded anew, kept or deleted; adds `message`. */
export const voiceMail = (options: VoiceMailOptions) => {
  const settings = parseOptions("voice-mail", voiceMailOptions, options);
  const { destination, keys, prompts, review } = settings;
  const files = messageFiles(options);

  // With the call's id the file can be found also where the service does not tell its key.
  const prefixOf = ({ transactionId }: Call) => `${destination.prefix ?? "voice-mail"}/${transactionId}_`;
  const record = ({ call, deps }: Given): Action[] => [
    deps.prompts.play(prompts.ask),
    deps.prompts.play(prompts.beep),
    recordAudio({
      RecordingDestination: {
        Type: "S3",
        BucketName: destination.bucket,
        Prefix: prefixOf(call),
      },
      DurationInSeconds: settings.maxSeconds,
      SilenceDurationInSeconds: settings.silenceSeconds,
      SilenceThreshold: settings.silenceThreshold,
      RecordingTerminators: [...settings.endKeys],
    }),
  ];
  const askWhat = ({ deps }: Given): Action =>
    deps.prompts.collect(prompts.review, prompts.invalid, {
      min: 1,
      max: 1,
      attemptMs: 5000,
      terminators: [],
    });
  const playBack = ({ bucket, key }: Message): Action =>
    playAudio({ AudioSource: { Type: "S3", BucketName: bucket, Key: key }, PlaybackTerminators: ["#"] });

  const tell = (given: Given, { bucket, key }: Message) => {
    const { call, deps, idempotencyKey } = given;
    return announce(
      {
        kind: "voice-mail",
        bucket,
        key,
        placeFrom: "service",
        transactionId: call.transactionId,
        from: call.legA.from,
        to: call.legA.to,
        at: deps.clock.now(),
        idempotencyKey,
      },
      given,
    );
  };
  const keep = async (given: Given, message: Message) => {
    await tell(given, message);
    return done({ message }, [given.deps.prompts.play(prompts.kept)]);
  };
  const decided = async (
    given: Given & { readonly save: (next: State) => void },
    digit: string,
    { message, takes }: State & { readonly message: Message },
  ) => {
    switch (digit) {
      case keys.hear:
        return stay([playBack(message), askWhat(given)]);
      case keys.keep:
        return keep(given, message);
      case keys.delete:
        await files.remove(message, given);
        return done({ message: { ...message, is: "deleted" as const } }, [
          given.deps.prompts.play(prompts.deleted),
        ]);
      case keys.again:
        if (takes >= settings.maxTakes) return again();
        await files.remove(message, given);
        given.save({ takes });
        return stay(record(given));
      default:
        return again();
    }
  };

  return definePlugin({
    name: "voice-mail",
    deps: { prompts: PromptStore, announcer: RecordingAnnouncer, clock: Clock },
    prompts: Object.values(prompts),
    // To take back what a caller has deleted.
    permissions: [{ actions: ["s3:DeleteObject"], resource: bucketArn(destination.bucket, "*") }],
    adds: z.strictObject({ message: Message }),
    step: {
      maxAttempts: settings.maxAttempts,
      state: stateSchema,
      ask: (given) => (given.state?.message ? [askWhat(given)] : record(given)),
      on: {
        "ACTION_SUCCESSFUL:RecordAudio": async (given) => {
          const { event, call, state, save, log } = given;
          const { BucketName: bucket, Key: key } = event.ActionData.RecordingDestination ?? {};
          if (bucket === undefined || key === undefined) {
            log.error("IVR_RECORDING_FAILED: the service did not tell where the message is", {
              code: "IVR_RECORDING_FAILED",
            });
            return again();
          }
          const gone = !call.legA.connected;
          const byKey = event.ActionData.RecordingTerminatorUsed !== undefined;
          const message: Message = {
            bucket,
            key,
            is: "kept",
            endedBy: gone ? "hang-up" : byKey ? "key" : "limit",
          };
          const takes = (state?.takes ?? 0) + 1;
          save({ takes, message, ...((gone || !review) && { announced: true }) });
          return gone || !review ? keep(given, message) : stay([askWhat(given)]);
        },
        "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": (given) => {
          const { event, state } = given;
          if (!state?.message) return again();
          return decided(given, event.ActionData.ReceivedDigits ?? "", { ...state, message: state.message });
        },
        "ACTION_FAILED:RecordAudio": ({ event, log }) => {
          const { ErrorType, ErrorMessage } = event.ActionData;
          log.error("IVR_RECORDING_FAILED: the message could not be recorded", {
            code: "IVR_RECORDING_FAILED",
            errorType: ErrorType,
            errorMessage: ErrorMessage,
            bucket: destination.bucket,
          });
          return again();
        },
        "ACTION_FAILED:PlayAudio": (given) => {
          given.log.error("IVR_ACTION_FAILED: a message could not be played to its caller", {
            code: "IVR_ACTION_FAILED",
            hint: "Let the service read the bucket too: s3:GetObject, beside s3:PutObject and s3:PutObjectAcl.",
          });
          return given.state?.message ? stay([askWhat(given)]) : again();
        },
      },
      giveUp: (given) => {
        const { state, deps } = given;
        return state?.message ? keep(given, state.message) : end([deps.prompts.play(prompts.failed)]);
      },
      // Whoever hangs up without having decided leaves the message.
      async cleanup(given) {
        const { state, log } = given;
        if (state?.announced) return;
        if (state?.message) await tell(given, state.message);
        // Some calls end without a report of what was recorded until then; the file has this prefix.
        else
          log.info("no message was reported", { bucket: destination.bucket, prefix: prefixOf(given.call) });
      },
    },
  });
};
