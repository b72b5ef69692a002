import { cutOff, whileWaited } from "@switchhook/aws";
import { type Call, type Clock, IvrError, type Logger, readValue } from "@switchhook/core";
import * as z from "zod/mini";
import type { GuessGuard } from "./guard/guess-guard.js";
import { type Opening, openingAt } from "./hours/opening-hours.js";
import { hasExpired, Listing, type Meeting, meetingOf } from "./listing.js";
import type { MeetingDirectory } from "./meeting-directory.js";

/** What checking a PIN needs of the handler that it is typed to. */
export interface PinCheck {
  readonly call: Pick<Call, "legA">;
  readonly deps: { readonly directory: MeetingDirectory; readonly guard: GuessGuard; readonly clock: Clock };
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly idempotencyKey: string;
}

/** What a typed PIN leads to; a blocked caller's is always `wrong`. */
export type PinVerdict =
  | { readonly kind: "found"; readonly meeting: Meeting }
  | { readonly kind: "wrong" }
  /** Outside the opening hours of its meeting. */
  | {
      readonly kind: "closed";
      readonly listing: Listing;
      readonly opening: Opening & { readonly open: false };
      readonly now: number;
    }
  /** The directory or the guard does not answer; it is in the log. */
  | { readonly kind: "unavailable" };

// Of the four seconds of an invocation: the join, or an apology, leaves in the same answer.
const checkMs = 2000;
// A directory's own keys are not refused, but do not get into the call state either.
const answered = z.lazy(() => z.object(Listing.shape));

/** Checks a PIN: looks it up, has the guess judged, and sees whether the meeting is open. */
export async function checkPin(pin: string, check: PinCheck): Promise<PinVerdict> {
  // Nothing typed is no guess.
  if (pin === "") return { kind: "wrong" };
  const { clock } = check.deps;
  const inTime = cutOff(clock, checkMs, check.signal, "answer about a PIN");
  try {
    return await whileWaited(inTime.signal, () => judge(pin, { ...check, signal: inTime.signal }));
  } catch (cause) {
    const error =
      cause instanceof IvrError
        ? cause
        : new IvrError("IVR_MEETING_UNAVAILABLE", "the meeting directory or the guess guard failed", {
            cause,
          });
    check.log.error(error.message, { code: error.code, hint: error.hint, error });
    return { kind: "unavailable" };
  } finally {
    inTime.cancel();
  }
}

async function judge(pin: string, check: PinCheck): Promise<PinVerdict> {
  const { deps, signal } = check;
  const found = listingOf(await deps.directory.find(pin, signal));
  const now = deps.clock.now();
  const listing = found && !hasExpired(found, now) ? found : undefined;
  const pass = await mayPass(pin, listing !== undefined, check);
  if (!listing || !pass) return { kind: "wrong" };
  const opening = listing.hours ? openingAt(listing.hours, now) : { open: true as const };
  return opening.open
    ? { kind: "found", meeting: meetingOf(listing) }
    : { kind: "closed", listing, opening, now };
}

async function mayPass(
  pin: string,
  right: boolean,
  { call: { legA }, deps, log, signal, idempotencyKey }: PinCheck,
): Promise<boolean> {
  const outbound = legA.direction === "Outbound";
  const { pass, blocks } = await deps.guard.judge({
    caller: outbound ? legA.to : legA.from,
    called: outbound ? legA.from : legA.to,
    length: pin.length,
    right,
    id: idempotencyKey,
    signal,
  });
  if (blocks.length > 0) {
    const error = new IvrError(
      "IVR_PIN_GUESSED",
      "there were too many wrong PINs; more are not looked at for now",
    );
    log.warn(error.message, { code: error.code, hint: error.hint, blocks: [...blocks] });
  }
  return pass;
}

function listingOf(given: unknown): Listing | undefined {
  if (given === undefined) return undefined;
  const parsed = readValue(answered, given);
  if (parsed.success) return parsed.data;
  throw new IvrError(
    "IVR_DIRECTORY_INVALID",
    `the meeting directory answered what is no listing: ${parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ")}`,
    { hint: "Run the tests of @switchhook/plugin-meeting-pin/contract against the directory." },
  );
}
