import type { InvocationEvent, InvocationResponse } from "@switchhook/core/wire";
import type { LegTag } from "./legs.js";

/** A text that a voice speaks. */
export interface SpokenSound {
  readonly text: string;
  readonly ssml: boolean;
  /** Polly's; default `Joanna`. */
  readonly voiceId?: string;
  /** Only matters for voices of two languages. */
  readonly languageCode?: string;
  readonly engine?: "standard" | "neural";
}

/** What is heard: a file of a bucket, or a text that is spoken. */
export type Sound = { readonly bucket: string; readonly key: string } | SpokenSound;

/** What happens in a call, as plain data, in the order in which it happens. */
export type Happening =
  | { readonly kind: "event"; readonly event: InvocationEvent; readonly delivery: number }
  | { readonly kind: "answer"; readonly response: InvocationResponse; readonly ms: number }
  /** A sound begins at a leg. */
  | { readonly kind: "hears"; readonly leg: LegTag; readonly sound: Sound; readonly repeat: number }
  /** The sound that a leg heard last is over. */
  | { readonly kind: "sound over"; readonly leg: LegTag; readonly how: "finished" | "stopped" }
  | {
      readonly kind: "collects";
      readonly leg: LegTag;
      readonly min: number;
      readonly max: number;
      readonly terminators: readonly string[];
      readonly ms: number;
    }
  | { readonly kind: "listens"; readonly leg: LegTag; readonly regex: string }
  | { readonly kind: "key"; readonly leg: LegTag; readonly key: string; readonly heard: boolean }
  /** Tones are sent to a leg. */
  | { readonly kind: "tones"; readonly leg: LegTag; readonly digits: string }
  | { readonly kind: "dials"; readonly leg: LegTag; readonly to: string; readonly from: string }
  | { readonly kind: "rings"; readonly leg: LegTag }
  | { readonly kind: "answered"; readonly leg: LegTag }
  | { readonly kind: "bridged" }
  | { readonly kind: "joined"; readonly meetingId: string; readonly attendeeId: string }
  | { readonly kind: "muted"; readonly muted: boolean; readonly attendees: readonly string[] }
  | {
      readonly kind: "records";
      readonly leg: LegTag;
      readonly is: "running" | "paused" | "over";
      readonly location: string;
    }
  | { readonly kind: "bot"; readonly is: "talking" | "over"; readonly bot: string; readonly intent?: string }
  | { readonly kind: "voice focus"; readonly leg: LegTag; readonly on: boolean }
  | { readonly kind: "failed"; readonly action: string; readonly errorType: string; readonly message: string }
  | {
      readonly kind: "leg ended";
      readonly leg: LegTag;
      readonly why: string;
      readonly code: number;
      /** Whether the leg led into a meeting. */
      readonly meeting?: boolean;
    }
  | { readonly kind: "call ended"; readonly why: string }
  | {
      readonly kind: "warning";
      /** An error means that the call is broken: dropped, silent, or left alone. */
      readonly severity: "warning" | "error";
      readonly text: string;
      /** Where in the answer, as `Actions[0].Parameters.Text`. */
      readonly where?: string;
      /** The page of the developer guide that says so. */
      readonly page?: string;
    };

export type TraceEntry = Happening & { /** Epoch milliseconds. */ readonly at: number };
