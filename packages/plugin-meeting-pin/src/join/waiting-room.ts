import { end, type Outcome, stay } from "@switchhook/core";
import { admitWaiting } from "../rooms/admit-waiting.js";
import { beside } from "./beside.js";
import { isModerator, type JoinArgs } from "./join-args.js";
import type { JoinMeetingSettings } from "./options.js";

type WaitingRoom = NonNullable<JoinMeetingSettings["waitingRoom"]>;

/** The caller waits: told once, then music, over and over; or is let in or hung up after the time that is set. */
export function wait(args: JoinArgs, limits: WaitingRoom): Outcome<never, never> | undefined {
  const { deps, settings, state, save } = args;
  const { prompts } = deps;
  const now = deps.clock.now();
  const since = state.w ?? now;
  if (limits.letInAfterMs !== undefined && now - since >= limits.letInAfterMs) return undefined;
  if (now - since >= limits.giveUpAfterMs) return end([prompts.play(settings.prompts.absent)]);
  const music = prompts.play(settings.prompts.music);
  if (state.w !== undefined) return stay([music]);
  save({ ...state, w: now });
  return stay([prompts.play(settings.prompts.waiting), music]);
}

/** Once a moderator is in, those who wait are let in; that it fails is not his to hear. */
export async function letOthersIn(args: JoinArgs): Promise<void> {
  const { deps, call, settings, log } = args;
  const { rooms, commands } = deps;
  if (!settings.waitingRoom || !isModerator(args) || !rooms || !commands) return;
  const meeting = call.results.meeting.id;
  const told = await beside(args, "callers who wait could not be let in at once", (signal) =>
    admitWaiting({ rooms, commands, meeting, log, signal }),
  );
  if (told) log.info("callers who waited are let in", { meeting, told });
}
