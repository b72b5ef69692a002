import type { Action } from "@switchhook/core/wire";
import type { Sound } from "./trace.js";

/** Why a sound is over: exactly once for each command, also when its leg dies under it. */
export type PlayEnding =
  | { readonly how: "finished" | "stopped" }
  /** There is no such sound, or none that the service plays; `why` is for people. */
  | { readonly how: "unplayable"; readonly why: string };

/** Why a recording is over; `ms` is how long it is. */
export type RecordEnding =
  | { readonly how: "stopped" | "silent"; readonly ms: number }
  /** There is no such bucket, or it may not be written; `why` is for people. */
  | { readonly how: "unwritable"; readonly why: string };

/** A place for a file. */
export interface BucketFile {
  readonly bucket: string;
  readonly key: string;
}

/** What RecordAudio asks of the media; how long it may be is the engine's to keep. */
export interface RecordRequest extends BucketFile {
  /** Ends with `silent` after so many milliseconds of silence; undefined: never. */
  readonly silenceMs?: number;
  /** What is silence, 1 to 1000 (wire.md 3.8); default 200. */
  readonly silenceThreshold?: number;
}

/** What StartCallRecording asks of the media: what the leg's party says, hears, or both in stereo (3.9). */
export interface TapRequest extends BucketFile {
  readonly track: "INCOMING" | "OUTGOING" | "BOTH";
}

/**
 * What makes sounds and silence: the engine gives commands with plain data and gets completions. Legs are named by
 * their CallId. Every command completes exactly once.
 */
export interface MediaPort {
  /** Makes a sound ready, so that `play` does not have to wait for a voice. */
  prepare(sound: Sound): void;
  /** Plays a sound to the party of a leg, `repeat` times. */
  play(leg: string, sound: Sound, repeat: number, complete: (ending: PlayEnding) => void): MediaCommand;
  /** Records what the party of a leg says. */
  record(leg: string, request: RecordRequest, complete: (ending: RecordEnding) => void): MediaCommand;
  /** Records a leg in the background, until it is stopped or the leg ends. */
  tap(leg: string, request: TapRequest, complete: (ending: RecordEnding) => void): Tap;
  /** Plays tones to the party of a leg: `0-9*#ABCD`, a comma is half a second of silence. */
  sendDigits(
    leg: string,
    digits: string,
    toneMs: number,
    complete: (ending: PlayEnding) => void,
  ): MediaCommand;
  /** The parties of two legs hear each other, until the answered function is called or one of them ends. */
  bridge(leg: string, other: string): () => void;
  /** Makes a leg that leads into the room of that name; what is sent to it is heard by all others there. */
  enterRoom(leg: string, room: string): void;
  /** Whether the party behind a leg is kept from being heard in its room. */
  mute(leg: string, muted: boolean): void;
  /** A leg is over: its commands complete with `stopped`, its taps are written. */
  end(leg: string): void;
}

export interface MediaCommand {
  /** Completes the command with `stopped`, unless it is complete already. */
  stop(): void;
}

export interface Tap extends MediaCommand {
  /** The recording goes on as silence. */
  pause(): void;
  resume(): void;
}

/** A party that can be called. */
export interface FarEnd {
  /** The call to it, or with it, is over; 0 is a normal end, else a SIP code. */
  hangUp(code: number): void;
}

/** A call to a party. */
export interface Dialled {
  /** The CallId that the leg has. */
  readonly leg: string;
  readonly to: string;
  readonly from: string;
  readonly endpoint: "PSTN" | "AWS";
  readonly sipHeaders: Readonly<Record<string, string>>;
}

/** What a party that is called does. */
export interface FarEndEvents {
  ringing(): void;
  answered(): void;
  /** Refused, busy, not there, or, after it has answered, hung up. */
  ended(sipCode: number): void;
}

/** Who can be called: other phones of the page, or the parties of a script. */
export interface Exchange {
  dial(call: Dialled, on: FarEndEvents): FarEnd;
}

/** A caller's place in a meeting. */
export interface Place {
  readonly attendeeId: string;
  leave(): void;
}

/** What happens to a caller in a meeting. */
export interface PlaceEvents {
  /** The meeting ended, or the attendee was removed. */
  ended(): void;
  muted(muted: boolean): void;
}

/** The meetings that calls are joined to. */
export interface MeetingRooms {
  /** Undefined when the token or the meeting is none, or the meeting has ended. */
  join(meetingId: string | undefined, joinToken: string, on: PlaceEvents): Place | undefined;
  /** Mutes or unmutes; answers the attendees that are not in the meeting, or undefined when there is no such meeting. */
  mute(meetingId: string, attendees: readonly string[], muted: boolean): readonly string[] | undefined;
}

/** What a bot made of its talk with a caller: the `IntentResult` of StartBotConversation (3.16). */
export interface BotTalk {
  /** The caller says something, in words. */
  say(text: string): void;
  key(key: string): void;
  stop(): void;
}

/** Bots for StartBotConversation. */
export interface Bots {
  /** Undefined when there is no bot of that alias. */
  talk(
    botAliasArn: string,
    wish: {
      readonly sessionId: string;
      readonly localeId: string;
      readonly sessionAttributes: Readonly<Record<string, string>>;
      readonly welcome: readonly Sound[];
    },
    host: { speak(sound: Sound, then: () => void): void; after(ms: number, then: () => void): () => void },
    complete: (intentResult: object) => void,
  ): BotTalk | undefined;
}

export interface ActionFault {
  readonly errorType: string;
  readonly message: string;
  /** Told as one text in `Error` rather than in two fields; default: as it is documented for the error. */
  readonly asText?: boolean;
}

/** Faults on demand: an action that is made to fail, as documented for its type. */
export interface ActionFaults {
  take(action: Action, transactionId: string): ActionFault | undefined;
}

/** Any SMA handler, also one that never heard of Switchhook. */
export type SmaHandler = (event: unknown) => Promise<unknown> | unknown;
