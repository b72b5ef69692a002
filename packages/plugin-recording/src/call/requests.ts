import { advance } from "./advance.js";
import { policyOf, say, type Turn } from "./turn.js";

/** What a command may say of the recording that it starts. */
export interface StartWish {
  readonly prefix?: string | undefined;
  readonly track?: "BOTH" | "INCOMING" | "OUTGOING" | undefined;
}

/** Starts a recording, as soon as everybody has heard the notice; the service records a leg once. */
export function startRecording(turn: Turn, { prefix, track }: StartWish = {}): void {
  const { state, settings } = turn;
  if (state.recorder === "over") say(turn, settings.prompts.stopped);
  if (state.recorder === "over" || state.wish === "record") return;
  state.wish = "record";
  if (prefix !== undefined) state.prefix = prefix;
  if (track !== undefined) state.track = track;
  advance(turn);
}

/** Ends the recording for good, or what was going to be one. */
export function stopRecording(turn: Turn): void {
  const { state, settings } = turn;
  if (state.recorder === "on" || state.recorder === "paused") {
    state.wish = "stop";
    advance(turn);
    return;
  }
  state.wish = "none";
  state.asking = undefined;
  say(turn, settings.prompts.stopped);
}

export function pauseRecording(turn: Turn): void {
  const { state, settings } = turn;
  if (state.held || state.recorder === "over" || state.wish !== "record") return;
  state.held = true;
  advance(turn);
  say(turn, settings.prompts.paused);
}

export function resumeRecording(turn: Turn): void {
  const { state, settings } = turn;
  if (!state.held) return;
  state.held = undefined;
  advance(turn);
  say(turn, settings.prompts.resumed);
}

/** The keys that start and stop. */
export const toggleRecording = (turn: Turn): void =>
  turn.state.wish === "record" ? stopRecording(turn) : startRecording(turn);

/** The keys that pause and resume. */
export const togglePause = (turn: Turn): void =>
  turn.state.held ? resumeRecording(turn) : pauseRecording(turn);

/** What begins without being asked for does so once: by the options, or because the listing says so. */
export function beginByItself(turn: Turn): void {
  const { state, settings } = turn;
  if (state.used || state.wish !== "none" || state.recorder !== "off") return;
  if (settings.start !== "by-itself" && policyOf(turn)?.mode !== "always") return;
  state.used = true;
  state.wish = "record";
}
