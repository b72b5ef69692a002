import type { Action } from "@switchhook/core/wire";
import type { Clock } from "../../clock.js";
import type { SimLeg } from "../legs.js";
import type { MediaPort, MeetingRooms } from "../ports.js";
import type { EngineRules } from "../rules.js";
import type { Happening } from "../trace.js";

/** How an action ended: its results beside the parameters, or an error in one of the two documented shapes. */
export type Ending =
  | { readonly ok: true; readonly results?: object; readonly echo?: object }
  | { readonly ok: false; readonly errorType: string; readonly message: string; readonly asText?: boolean };

/** What an action may do with its call. */
export interface ActionHost {
  readonly clock: Clock;
  readonly rules: EngineRules;
  readonly media: MediaPort;
  readonly rooms: MeetingRooms;
  readonly transactionId: string;
  readonly region: string;
  tell(happening: Happening): void;
  legs(): readonly SimLeg[];
  /** Marks the inbound leg as answered. */
  answer(): void;
  /** The keys that a leg types, until the answered function is called. */
  onKey(leg: SimLeg, heard: (key: string) => void): () => void;
  setListener(leg: SimLeg, parameters: ListenerParameters): void;
  addMeetingLeg(place: NonNullable<SimLeg["place"]>): void;
  endLeg(leg: SimLeg, code: number, why: string): void;
}

export interface ListenerParameters {
  readonly regex: RegExp;
  readonly betweenMs: number;
  readonly flushMs: number;
  readonly echo: object;
}

/** An action that is being carried out. */
export interface Running {
  /** Stops it without an ending: its leg is gone, or an update cut it short. */
  cancel(): void;
}

export type Runner<A extends Action = Action> = (
  host: ActionHost,
  action: A,
  leg: SimLeg,
  finish: (ending: Ending) => void,
) => Running;

export const nothingToCancel: Running = { cancel() {} };

/** Ends an action in the next turn of the clock: no action is over before it has begun. */
export function finishSoon(
  host: ActionHost,
  finish: (ending: Ending) => void,
  ending: Ending,
  ms = 0,
): Running {
  const cancel = host.clock.after(ms, () => finish(ending));
  return { cancel };
}

/** The error of an action whose leg is none, or gone (3.0). */
export const noSuchLeg: Ending = {
  ok: false,
  errorType: "InvalidActionParameter",
  message: "CallId or ParticipantTag parameter for action is invalid.",
};
