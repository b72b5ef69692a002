import type { FlowNode } from "@switchhook/core/wire";
import type { FaultName } from "../aws/faults.js";
import type { TraceEntry } from "../engine/trace.js";

/** What a phone of the page does. `phone` is the id that the page gave it. */
export type PageMessage =
  /** A phone is there and can be called under its number; audio comes over its own socket. */
  | { readonly do: "open phone"; readonly phone: string; readonly number: string }
  | { readonly do: "close phone"; readonly phone: string }
  | {
      readonly do: "dial";
      readonly phone: string;
      readonly to: string;
      readonly from: string;
      readonly sipHeaders?: Readonly<Record<string, string>>;
    }
  | { readonly do: "answer" | "refuse" | "hang up"; readonly phone: string }
  | { readonly do: "key"; readonly phone: string; readonly key: string }
  /** Words for a bot, when nobody listens to speech. */
  | { readonly do: "say"; readonly phone: string; readonly text: string }
  /** CreateSipMediaApplicationCall: rings on the phone that has the number `to`. */
  | {
      readonly do: "place call";
      readonly to: string;
      readonly from: string;
      readonly args?: Readonly<Record<string, string>>;
    }
  /** UpdateSipMediaApplicationCall. */
  | { readonly do: "update"; readonly call: string; readonly args: Readonly<Record<string, string>> }
  /** A call begins anew at the event with that sequence, on that phone, and goes on from there. */
  | { readonly do: "go on from"; readonly call: string; readonly sequence: number; readonly phone: string }
  /** The next action of that type fails, in the call or in any; or the next request of a service's operation. */
  | {
      readonly do: "fault";
      readonly target:
        | { readonly action: string; readonly errorType: string; readonly call?: string }
        | {
            readonly service: string;
            readonly operation: string;
            readonly kind: FaultName;
          };
      readonly times: number;
    };

export type { FlowNode };

export type PhoneState = "idle" | "calling" | "ringing" | "talking";

export interface CallSummary {
  /** The TransactionId. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly outbound: boolean;
  readonly startedAt: number;
  readonly over: boolean;
  /** The call that it goes on from, and the event. */
  readonly goesOnFrom?: { readonly call: string; readonly sequence: number };
}

export interface MeetingView {
  readonly id: string;
  readonly externalId: string;
  readonly live: boolean;
  readonly attendees: readonly {
    readonly id: string;
    readonly user: string;
    readonly inside: boolean;
    readonly muted: boolean;
    /** The call that is in the meeting as this attendee. */
    readonly call?: string;
  }[];
}

/** What the server tells the page. */
export type ServerMessage =
  | {
      readonly is: "welcome";
      readonly handler: string;
      /** What callers may try, such as the PINs of the demo meetings. */
      readonly hints: readonly string[];
      /** The numbers that a phone dials and calls from, unless told otherwise. */
      readonly numbers: { readonly to: string; readonly from: string };
      /** The program that speaks; undefined: the page shows the text, and may speak it itself. */
      readonly voice?: string;
      /** Where a phone's audio socket is: `${audio}?phone=ID&token=TOKEN`. */
      readonly audio: string;
      readonly flow?: readonly FlowNode[];
      readonly buckets: readonly string[];
    }
  | {
      readonly is: "phone";
      readonly phone: string;
      readonly state: PhoneState;
      /** Who is at the other end. */
      readonly peer?: string;
      readonly call?: string;
      readonly leg?: "LEG-A" | "LEG-B";
    }
  | { readonly is: "call"; readonly call: CallSummary }
  /** What happened in a call, in order; `index` counts from 0. */
  | {
      readonly is: "entry";
      readonly call: string;
      readonly index: number;
      readonly entry: TraceEntry;
      /** What the sound of a `hears` says, when that is known. */
      readonly text?: string;
      /** The step that the call is in, after an `answer` of a Switchhook handler. */
      readonly step?: { readonly path: string; readonly attempt: number };
    }
  | { readonly is: "meeting"; readonly meeting: MeetingView }
  | { readonly is: "handler"; readonly state: "ready" | "reloaded" | "broken"; readonly text?: string }
  /** Something that people should read: what, why, what to do. */
  | { readonly is: "problem"; readonly text: string; readonly phone?: string; readonly call?: string };

/**
 * The audio socket of a phone, beside the control socket, in the media worker: binary frames of 160 bytes are 20 ms of
 * 8 kHz mu-law, both ways. Text frames to the page are these.
 */
export type AudioMessage =
  /** A sound was stopped: what is buffered is not to be heard. */
  | { readonly is: "flush" }
  /** This socket was replaced by a later one of the same phone, in another tab. */
  | { readonly is: "replaced" };
