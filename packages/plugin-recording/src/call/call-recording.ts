import {
  type Action,
  Clock,
  command,
  definePlugin,
  done,
  keyPrefix,
  type MaybePromise,
  PromptStore,
  parseOptions,
  stay,
} from "@switchhook/core";
import * as z from "zod/mini";
import { RecordingAnnouncer, unannounced } from "../announcer.js";
import { ConsentLedger, consentInLog } from "../consent.js";
import { advance } from "./advance.js";
import { announceCall, notePlace, observe, type Told } from "./observe.js";
import { type CallRecordingOptions, callRecordingOptions } from "./options.js";
import { callRecordingName, type RecordingState, recordingState, untouched } from "./recording-state.js";
import {
  beginByItself,
  pauseRecording,
  resumeRecording,
  startRecording,
  stopRecording,
  togglePause,
  toggleRecording,
} from "./requests.js";
import { type Given, type Turn, takeTurn } from "./turn.js";

interface Kept extends Given {
  readonly state: RecordingState | undefined;
  readonly save: (next: RecordingState) => void;
}
type Answer = MaybePromise<readonly Action[]>;

/** Records the call: by key, by command, or by itself; never before everybody has heard the notice, nor what is sensitive. */
export const callRecording = (options: CallRecordingOptions) => {
  const settings = parseOptions(callRecordingName, callRecordingOptions, options);
  const { keys, pauseKeys, prompts } = settings;

  /** Does something with the recording as it is kept, and keeps what comes of it. */
  const turning =
    <More>(work: (turn: Turn, more: More) => void | Promise<void>) =>
    async (given: Kept, more: More): Promise<readonly Action[]> => {
      const turn = takeTurn(given, settings, given.state);
      await work(turn, more);
      const next = { ...turn.state };
      if (JSON.stringify(next) !== JSON.stringify(given.state ?? untouched)) given.save(next);
      return turn.actions;
    };
  const asked = <Wish>(work: (turn: Turn, wish: Wish) => void) =>
    turning<Wish>((turn, wish) => work(turn, wish));
  const observed = turning<Told>(async (turn, told) => {
    const ended = turn.call.legs.every(({ connected }) => !connected);
    await observe(turn, told);
    if (ended) {
      // The start was on its way when the call ended: the file may be there.
      if (turn.state.sent.includes("StartCallRecording")) notePlace(turn, told.event);
      return;
    }
    beginByItself(turn);
    advance(turn);
  });
  const on = (given: Kept & Told): Answer => observed(given, given);
  const byKeys = asked(toggleRecording);
  const byPauseKeys = asked(togglePause);
  const due = asked(advance);

  return definePlugin({
    name: callRecordingName,
    deps: { prompts: PromptStore, announcer: RecordingAnnouncer, ledger: ConsentLedger, clock: Clock },
    services: [unannounced, consentInLog],
    prompts: Object.values(prompts).filter((name) => name !== undefined),
    feature: {
      state: recordingState,
      digits: {
        ...(keys !== "none" && { [keys]: (given: Kept) => byKeys(given, undefined) }),
        ...(pauseKeys !== undefined && { [pauseKeys]: (given: Kept) => byPauseKeys(given, undefined) }),
      },
      commands: {
        "start-recording": command(startArguments, asked(startRecording)),
        "stop-recording": command(noArguments, asked(stopRecording)),
        "pause-recording": command(noArguments, asked(pauseRecording)),
        "resume-recording": command(noArguments, asked(resumeRecording)),
      },
      sensitive: {
        begins: (given) => due(given, undefined),
        ends: (given) => due(given, undefined),
      },
      on: {
        NEW_INBOUND_CALL: on,
        CALL_ANSWERED: on,
        ACTION_SUCCESSFUL: on,
        ACTION_FAILED: on,
        DIGITS_RECEIVED: on,
        CALL_UPDATE_REQUESTED: on,
        HANGUP: on,
      },
      async cleanup(given) {
        await announceCall(takeTurn(given, settings, given.state));
      },
    },
    ...(settings.start === "by-itself" && { step: untilAnswered }),
  });
};

const startArguments = z.lazy(() =>
  z.strictObject({
    prefix: z.optional(keyPrefix()),
    track: z.optional(z.enum(["BOTH", "INCOMING", "OUTGOING"])),
  }),
);
const noArguments = z.strictObject({});

const isAnswered = ({ call }: Pick<Given, "call">): boolean => {
  const { wish, recorder } = recordingState.safeParse(call.features[callRecordingName]).data ?? untouched;
  return wish !== "record" || recorder !== "off";
};
const goOn = (given: Pick<Given, "call">) => (isAnswered(given) ? done() : stay());

/** The steps behind it wait until the notice was answered: what is said in them is to be on the recording. */
const untilAnswered = {
  ask: (given: Pick<Given, "call">) => (isAnswered(given) ? done() : stay([], { waits: true })),
  on: { ACTION_SUCCESSFUL: goOn, ACTION_FAILED: goOn, HANGUP: goOn },
};
