import type { InvocationEvent, InvocationResponse } from "@switchhook/core/wire";

/** What is heard: a file of a bucket, or a text that is spoken. */
export type Sound =
  | { readonly bucket: string; readonly key: string }
  | { readonly text: string; readonly ssml: boolean };

/** What happens in a call, as plain data, in the order in which it happens. */
export type Happening =
  | { readonly kind: "event"; readonly event: InvocationEvent; readonly delivery: number }
  | { readonly kind: "answer"; readonly response: InvocationResponse; readonly ms: number }
  | { readonly kind: "hears"; readonly leg: string; readonly sound: Sound }
  | {
      readonly kind: "collects";
      readonly min: number;
      readonly max: number;
      readonly terminators: readonly string[];
      readonly ms: number;
    }
  | { readonly kind: "listens"; readonly regex: string }
  | { readonly kind: "key"; readonly key: string; readonly heard: boolean }
  | { readonly kind: "joined"; readonly meetingId: string; readonly attendeeId: string }
  | { readonly kind: "muted"; readonly muted: boolean; readonly attendees: readonly string[] }
  | { readonly kind: "records"; readonly is: "running" | "paused" | "over"; readonly location: string }
  | { readonly kind: "failed"; readonly action: string; readonly errorType: string; readonly message: string }
  | { readonly kind: "leg ended"; readonly leg: string; readonly why: string }
  | { readonly kind: "call ended"; readonly why: string }
  | {
      readonly kind: "warning";
      /** An error means that the call is broken: dropped, silent, or left alone. */
      readonly severity: "warning" | "error";
      readonly text: string;
      /** The page of the developer guide that says so. */
      readonly page?: string;
    };

export type TraceEntry = Happening & { /** Epoch milliseconds. */ readonly at: number };
