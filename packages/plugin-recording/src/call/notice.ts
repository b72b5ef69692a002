import { type Action, IvrError, type Leg, withPrompts } from "@switchhook/core";
import { type ConsentRecord, hashedParty } from "../consent.js";
import { withinMs } from "../within-ms.js";
import { say, type Turn } from "./turn.js";

const ledgerMs = 1000;

/** The first leg that is up and has not heard the notice. */
export const unheardLeg = ({ call, state }: Turn): Leg | undefined =>
  call.legs.find(({ connected, callId }) => connected && !state.heard.includes(callId));

/** Plays the notice to a leg; with keys it asks for one. */
export function playNotice(turn: Turn, leg: Leg): void {
  const { settings, deps, state } = turn;
  const { notice } = settings.prompts;
  const { keys, attemptMs, tries } = settings.consent;
  const action = keys
    ? deps.prompts.collect(notice, notice, {
        min: 1,
        max: 1,
        attemptMs,
        tries,
        regex: `^[${keys.agree}${keys.decline}]$`,
      })
    : deps.prompts.play(notice);
  state.asking = leg.callId;
  turn.actions.push(onLeg(action, leg, notice));
}

const onLeg = (action: Action, { callId }: Leg, notice: string): Action =>
  withPrompts({ ...action, Parameters: { ...action.Parameters, CallId: callId } } as Action, [notice]);

/** A party has heard the notice: what it answered is noted, and only then it counts. */
export async function noticed(turn: Turn, answer: ConsentRecord["answer"]): Promise<void> {
  const { state, call, settings } = turn;
  const leg = call.legs.find(({ callId }) => callId === state.asking);
  state.asking = undefined;
  state.failures = 0;
  if (!leg) return;
  if (!(await isNoted(turn, leg, answer))) return giveUp(turn, settings.prompts.failed);
  if (answer === "declined" || answer === "silent") return giveUp(turn, settings.prompts.declined);
  const up = call.legs.filter(({ connected }) => connected).map(({ callId }) => callId);
  state.heard = [...state.heard.filter((callId) => up.includes(callId)), leg.callId];
}

/** Nothing is recorded, or not any more. */
export function giveUp(turn: Turn, prompt: string): void {
  const { state } = turn;
  const runs = state.recorder === "on" || state.recorder === "paused";
  state.wish = runs ? "stop" : "none";
  state.asking = undefined;
  state.failures = 0;
  // That it stops is said by the stop.
  if (!runs) say(turn, prompt);
}

async function isNoted(turn: Turn, leg: Leg, answer: ConsentRecord["answer"]): Promise<boolean> {
  const { call, deps, settings, log, signal, idempotencyKey } = turn;
  const prompt = settings.prompts.notice;
  const record: ConsentRecord = {
    transactionId: call.transactionId,
    leg: leg.tag,
    party: hashedParty(leg, settings.consent.numberKey ?? call.transactionId),
    answer,
    prompt,
    locale: call.locale,
    at: deps.clock.now(),
    idempotencyKey,
  };
  log.info("recording notice", { leg: leg.tag, party: record.party, answer, prompt, at: record.at });
  try {
    await withinMs(deps.clock, ledgerMs, async () => deps.ledger.note(record, signal));
    return true;
  } catch (cause) {
    const error = new IvrError("IVR_CONSENT_NOT_NOTED", `the consent of ${leg.tag} could not be noted`, {
      cause,
    });
    log.error(error.message, { code: error.code, hint: error.hint, error });
    return false;
  }
}
