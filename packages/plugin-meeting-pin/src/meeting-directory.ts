import { token } from "@switchhook/core";
import type { Listing } from "./listing.js";

/**
 * Knows which meeting a PIN belongs to. Whoever writes one runs the tests of `@switchhook/plugin-meeting-pin/contract`
 * against it; opening hours, expiry and guessing are not its business.
 */
export interface MeetingDirectory {
  /**
   * The listing of a PIN, whatever the caller has typed; undefined for a PIN that is none. A right PIN must not take
   * longer than a wrong one, and PINs are not kept in clear text. A failure is thrown: the caller hears that it does not
   * work at the moment. `signal` fires 2 s after the question.
   */
  find(pin: string, signal?: AbortSignal): Promise<Listing | undefined> | Listing | undefined;
  /** Fewest and most digits of its PINs, where it knows: as many are collected, unless the options say otherwise. */
  readonly pinLengths?: PinLengths | undefined;
}

export interface PinLengths {
  readonly min: number;
  readonly max: number;
}

export const MeetingDirectory = token<MeetingDirectory>("MeetingDirectory");
