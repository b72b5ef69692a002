import type { Clock } from "../clock.js";
import type { CallSnapshot } from "./call-snapshot.js";
import type { ActionFaults, Bots, Exchange, FarEnd, MediaPort, MeetingRooms, SmaHandler } from "./ports.js";
import type { EngineRules } from "./rules.js";
import type { TraceEntry } from "./trace.js";

/** What a call is made of. */
export interface EngineParts {
  readonly handler: SmaHandler;
  readonly clock: Clock;
  readonly media: MediaPort;
  readonly rooms: MeetingRooms;
  readonly exchange: Exchange;
  /** Default: no bot is there. */
  readonly bots?: Bots;
  /** Default: none. */
  readonly faults?: ActionFaults;
  readonly rules: EngineRules;
  readonly region: string;
  readonly sipRuleId: string;
  readonly sipMediaApplicationId: string;
  readonly onTrace: (entry: TraceEntry) => void;
}

/** How a call begins. */
export interface CallSetup {
  /** E.164, or what a SIP header may hold. */
  readonly from: string;
  readonly to: string;
  readonly sipHeaders?: Readonly<Record<string, string>>;
  /** The party that calls. */
  readonly farEnd?: FarEnd;
  /** A call that CreateSipMediaApplicationCall places, with its arguments. */
  readonly outbound?: { readonly args?: Readonly<Record<string, string>> };
  /** A call that goes on from where another one was. */
  readonly resume?: CallSnapshot;
}
