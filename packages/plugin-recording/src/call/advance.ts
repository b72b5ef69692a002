import { playNotice, unheardLeg } from "./notice.js";
import { policyOf, say, send, type Turn } from "./turn.js";

/**
 * Does whatever is due: the gate of the whole feature. Nothing starts or goes on before every leg has heard the notice,
 * while something sensitive is entered, or while it is held.
 */
export function advance(turn: Turn): void {
  refuseWhatIsNotAllowed(turn);
  const { call, state } = turn;
  if (state.recorder === "over") return;
  if (state.recorder === "off") {
    if (state.wish !== "record" || call.sensitive || !everybodyHeard(turn)) return;
    send(turn, "StartCallRecording");
  }
  if (state.wish === "stop") stop(turn);
  else goOn(turn);
}

function goOn(turn: Turn): void {
  const { call, state } = turn;
  const unheard = unheardLeg(turn) !== undefined;
  if (state.recorder === "on" && (call.sensitive || state.held || unheard)) send(turn, "PauseCallRecording");
  if (state.recorder !== "paused" || state.wish !== "record") return;
  if (call.sensitive || !everybodyHeard(turn) || state.held) return;
  send(turn, "ResumeCallRecording");
}

/** Whether every leg has heard the notice; one that has not is played it. */
function everybodyHeard(turn: Turn): boolean {
  const leg = unheardLeg(turn);
  if (leg && turn.state.asking === undefined) playNotice(turn, leg);
  return leg === undefined;
}

function stop(turn: Turn): void {
  turn.state.wish = "none";
  turn.state.asking = undefined;
  send(turn, "StopCallRecording");
  // The prompt stands behind the action: it is heard only when that has worked.
  say(turn, turn.settings.prompts.stopped);
}

function refuseWhatIsNotAllowed(turn: Turn): void {
  const { state } = turn;
  if (state.wish !== "record" || policyOf(turn)?.mode !== "never") return;
  turn.log.info("recording is not allowed by the listing");
  state.wish = state.recorder === "off" ? "none" : "stop";
  state.asking = undefined;
  if (state.recorder === "off") say(turn, turn.settings.prompts.failed);
}
