import { type Action, type Outcome, playAudio, recordAudio, stay } from "@switchhook/core";
import type { Room } from "../rooms/meeting-rooms.js";
import { beside } from "./beside.js";
import type { JoinArgs } from "./join-args.js";
import { ordinal } from "./ordinal.js";

/** Stands for a name that could not be recorded; no key looks like this. */
export const noName = "-";

/** Asks for the caller's name, once, where it is to be announced. */
export function askForName({
  settings,
  deps,
  state,
  save,
  call,
}: JoinArgs): Outcome<never, never> | undefined {
  const { names } = settings.announce;
  if (!names || state.n !== undefined) return undefined;
  save({ ...state, n: "" });
  return stay([
    deps.prompts.play(settings.prompts.sayName),
    recordAudio({
      CallId: call.legA.callId,
      DurationInSeconds: names.seconds,
      SilenceDurationInSeconds: 2,
      RecordingTerminators: ["#"],
      RecordingDestination: { Type: "S3", BucketName: names.bucket, Prefix: names.prefix },
    }),
  ]);
}

/** What is played when the caller is in: to him where he stands, to the meeting the tone and his name. */
export async function announceEntry(args: JoinArgs): Promise<readonly Action[]> {
  const { settings, call, deps, state, save } = args;
  const { attendance } = call.results;
  const heard = toMeeting(args);
  if (heard.length > 0) save({ ...state, h: 1 });
  if (!settings.announce.position || !attendance) return heard;
  const inside = await beside(args, "the attendees of the meeting could not be counted", (signal) =>
    deps.meetings.attendees(attendance.meetingId, signal),
  );
  if (!inside) return heard;
  const values = { position: ordinal(Math.max(1, inside.length), call.locale) };
  return [deps.prompts.play({ prompt: settings.prompts.position, values }), ...heard];
}

/** Once more what the meeting has not heard yet: a list that was replaced, by a feature's key perhaps, is lost. */
export const announceAgain = (args: JoinArgs): readonly Action[] =>
  args.state.h === 1 ? toMeeting(args) : [];

/** What stood behind that of an announcement which could not be played: behind the tone the name. */
export function announcedAfter(args: JoinArgs, failedKey: string | undefined): readonly Action[] {
  const { state, save } = args;
  if (state.h !== 1) return [];
  const name = failedKey === state.n ? [] : toMeeting(args, { tone: false });
  if (name.length === 0) save({ ...state, h: undefined });
  return name;
}

/** Once the meeting has heard of the caller, it does not hear it again. */
export function announced({ state, save }: JoinArgs): void {
  if (state.h === 1) save({ ...state, h: undefined });
}

function toMeeting({ settings, call, deps, state }: JoinArgs, { tone = true } = {}): readonly Action[] {
  const { tones, names } = settings.announce;
  const meetingLeg = call.legB?.callId;
  if (meetingLeg === undefined) return [];
  return [
    ...(tones && tone ? [deps.prompts.play(settings.prompts.entryTone)] : []),
    ...(names && state.n && state.n !== noName
      ? [playAudio({ AudioSource: { Type: "S3", BucketName: names.bucket, Key: state.n } })]
      : []),
  ].map((action) => onLeg(action, meetingLeg));
}

/** The command that has one of those who stay play the tone of one who has gone. */
export const exitToneCommand = "exit-tone";

/**
 * Has one of those who are in play the tone to the meeting: the leg of the caller himself is gone with him (4.5). Whoever
 * is not a call any more is passed over.
 */
export async function announceExit({ settings, deps, log, signal }: JoinArgs, room: Room): Promise<void> {
  if (!settings.announce.tones) return;
  for (const transactionId of room.inside) {
    try {
      if ((await deps.commands?.send({ transactionId, command: exitToneCommand }, signal)) === "sent") return;
    } catch (error) {
      log.warn("the tone of a caller who has gone could not be played", { error });
      return;
    }
  }
}

/** To the meeting by its leg, and to the caller whose leg it is, who does not hear what that plays. */
export function playExitTone({ settings, call, deps }: JoinArgs): Outcome<never, never> {
  if (!call.legB?.connected) return stay();
  const tone = deps.prompts.play(settings.prompts.exitTone);
  return stay([onLeg(tone, call.legB.callId), tone]);
}

// Without the mark of its prompt: what is broken there must not be repeated to the caller.
const onLeg = (action: Action, CallId: string): Action =>
  ({ ...action, Parameters: { ...action.Parameters, CallId } }) as Action;
