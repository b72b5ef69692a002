import type { Sound } from "./trace.js";

/** Why a media command is over: exactly one for each command, also when its leg dies under it. */
export type Completion = "finished" | "stopped" | "unplayable";

/** What makes sounds and silence; the engine gives commands and gets completions. */
export interface MediaPort {
  /** Plays a sound to a leg, `repeat` times. */
  play(leg: string, sound: Sound, repeat: number, complete: (how: Completion) => void): MediaCommand;
  /** Records a leg until it is stopped; the longest time is the engine's to keep. */
  record(leg: string, complete: (how: Completion) => void): MediaCommand;
}

export interface MediaCommand {
  /** Completes the command with `stopped`, unless it is complete already. */
  stop(): void;
}

/** A caller's place in a meeting. */
export interface Place {
  readonly attendeeId: string;
  leave(): void;
}

/** The meetings that calls are joined to. */
export interface MeetingRooms {
  /** Undefined when the token or the meeting is none, or the meeting has ended. */
  join(meetingId: string | undefined, joinToken: string, ended: () => void): Place | undefined;
  /** Mutes or unmutes; answers the attendees that are not in the meeting, or undefined when there is none such. */
  mute(meetingId: string, attendees: readonly string[], muted: boolean): readonly string[] | undefined;
}

/** Any SMA handler, also one that never heard of Switchhook. */
export type SmaHandler = (event: unknown) => Promise<unknown> | unknown;
