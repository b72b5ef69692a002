import type { PlayEnding, RecordEnding, TapRequest } from "../../engine/ports.js";
import type { Access } from "../../phone-server/access.js";

/** What the media thread is started with. */
export interface MediaThreadData {
  readonly access: Access;
  readonly host: string;
  readonly port: number;
}

/** Commands to the media thread; those with an `id` are completed once. */
export type MediaOrder =
  | {
      readonly do: "play";
      readonly id: number;
      readonly leg: string;
      readonly path: string;
      readonly repeat: number;
    }
  | {
      readonly do: "tones";
      readonly id: number;
      readonly leg: string;
      readonly digits: string;
      readonly ms: number;
    }
  | {
      readonly do: "record";
      readonly id: number;
      readonly leg: string;
      readonly path: string;
      readonly silenceMs?: number | undefined;
      readonly silenceThreshold?: number | undefined;
    }
  | {
      readonly do: "tap";
      readonly id: number;
      readonly leg: string;
      readonly path: string;
      readonly track: TapRequest["track"];
    }
  /** A file that is probably played soon. */
  | { readonly do: "preload"; readonly path: string }
  | { readonly do: "stop" | "pause" | "resume"; readonly id: number }
  | { readonly do: "bridge"; readonly leg: string; readonly other: string }
  | { readonly do: "unbridge"; readonly leg: string }
  | { readonly do: "enter room"; readonly leg: string; readonly room: string }
  | { readonly do: "mute"; readonly leg: string; readonly muted: boolean }
  | { readonly do: "attach"; readonly leg: string; readonly phone: string }
  | { readonly do: "detach"; readonly phone: string }
  | { readonly do: "end"; readonly leg: string };

/** What the media thread tells. */
export type MediaNews =
  | { readonly is: "listening"; readonly port: number }
  | { readonly is: "broken"; readonly why: string }
  | { readonly is: "over"; readonly id: number; readonly ending: PlayEnding | RecordEnding }
  | { readonly is: "key"; readonly leg: string; readonly key: string };
