import type { Action } from "@switchhook/core/wire";
import type { Clock } from "../../clock.js";
import type { Party } from "../call-legs.js";
import type { ListenerParameters } from "../digit-listener.js";
import type { MeetingPlace, SimLeg } from "../legs.js";
import type { Bots, Exchange, MediaPort, MeetingRooms } from "../ports.js";
import type { EngineRules } from "../rules.js";
import type { Happening } from "../trace.js";

/** How an action ended: its results beside the parameters, or an error in one of the two documented shapes. */
export type Ending =
  | { readonly ok: true; readonly results?: object; readonly echo?: object }
  | {
      readonly ok: false;
      readonly errorType: string;
      readonly message: string;
      readonly asText?: boolean;
      readonly results?: object;
    };

/** What an action may do with its call. */
export interface ActionHost {
  readonly clock: Clock;
  readonly rules: EngineRules;
  readonly media: MediaPort;
  readonly rooms: MeetingRooms;
  readonly exchange: Exchange;
  readonly bots: Bots | undefined;
  readonly transactionId: string;
  readonly caller: SimLeg;
  /** The second leg, while it is up. */
  other(): SimLeg | undefined;
  tell(happening: Happening): void;
  /** Marks an inbound leg as answered. */
  answer(leg: SimLeg): void;
  /** The keys that a leg types, until the answered function is called. */
  onKey(leg: SimLeg, heard: (key: string) => void): () => void;
  /** The words that a leg says, for bots, until the answered function is called. */
  onWords(leg: SimLeg, heard: (words: string) => void): () => void;
  setListener(leg: SimLeg, parameters: ListenerParameters): void;
  addMeetingLeg(place: MeetingPlace): SimLeg;
  addParty(party: Party): SimLeg;
  endLeg(leg: SimLeg, code: number, why: string): void;
}

/** An action that is being carried out. */
export interface Running {
  /** Stops it without an ending: its leg is gone, or an update cut it short. */
  cancel(): void;
  /** What it has brought until now, for an action that is kept when its leg is gone. */
  resultsSoFar?(): object;
}

export type Runner<A extends Action = Action> = (
  host: ActionHost,
  action: A,
  leg: SimLeg,
  finish: (ending: Ending) => void,
) => Running;

/** Ends an action in the next turn of the clock: no action is over before it has begun. */
export function finishSoon(
  host: Pick<ActionHost, "clock">,
  finish: (ending: Ending) => void,
  ending: Ending,
  ms = 0,
): Running {
  const cancel = host.clock.after(ms, () => finish(ending));
  return { cancel };
}

export const invalid = (message: string): Ending => ({
  ok: false,
  errorType: "InvalidActionParameter",
  message,
});

/** The error of an action whose leg is none, or gone (3.0). */
export const noSuchLeg = invalid("CallId or ParticipantTag parameter for action is invalid.");

/** The error of an action that a bridged call, or one in a meeting, does not allow (3.14). */
export const notOnThisCall = invalid("Invalid action on the call.");
