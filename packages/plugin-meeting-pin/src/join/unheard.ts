import { type ActionDataOf, IvrError, type Outcome, pause, stay } from "@switchhook/core";
import { offerAnotherPin } from "./afterwards.js";
import { announcedAfter } from "./announce.js";
import type { Attendance, JoinArgs } from "./join-args.js";

// A participant waits on in silence where there is no music, and is looked after as often.
const silenceMs = 5000;

/**
 * What was to be played could not be, and what stood behind it is lost: a tone, a name or music are not worth the
 * caller's place.
 */
export function goOnUnheard(
  args: JoinArgs,
  { ErrorType, Parameters }: ActionDataOf<"PlayAudio">,
): Outcome<{ attendance: Attendance }, never> {
  const { call, state, log } = args;
  const inMeeting = call.legB?.connected === true;
  const waits = state.w !== undefined;
  if (!inMeeting && !waits && state.a === undefined) {
    throw new IvrError("IVR_ACTION_FAILED", `nothing could be played: ${ErrorType ?? "no ErrorType"}`);
  }
  log.warn(
    inMeeting
      ? "what announces a caller could not be played"
      : "what is said to a caller could not be played, and the call goes on without it",
    { errorType: ErrorType },
  );
  if (inMeeting) return stay(announcedAfter(args, Parameters?.AudioSource?.Key));
  if (state.a === 1) return offerAnotherPin(args);
  return stay([pause({ DurationInMilliseconds: silenceMs, CallId: call.legA.callId })]);
}
