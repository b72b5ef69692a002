import { token } from "@switchhook/core";

/** What the callers of one meeting have in common, beside the meeting itself. */
export interface Room {
  /** Whether a moderator is in. */
  readonly open: boolean;
  /** Whether only moderators are let in. */
  readonly locked: boolean;
  /** Transactions of the callers that wait to be let in. */
  readonly waiting: readonly string[];
  /** Transactions of the callers that are in, moderators included. */
  readonly inside: readonly string[];
  /** Transactions of callers who have gone, and whose places in the meeting were not given back in time. */
  readonly placesBehind: readonly string[];
}

/**
 * Keeps the rooms of meetings, by the id of the listing: `memoryRooms()` for one process, `dynamoRooms()` for a fleet.
 * What a caller does is done once, however often he is sent to do it. A room is forgotten 24 h after its last change.
 */
export interface MeetingRooms {
  look(meeting: string, signal?: AbortSignal): Promise<Room>;
  /** Notes a caller who waits. */
  wait(meeting: string, transaction: string, signal?: AbortSignal): Promise<Room>;
  /** Notes a caller who goes in; undefined while the meeting is being ended, for 5 s at most. */
  enter(
    meeting: string,
    caller: { readonly transaction: string; readonly moderator: boolean },
    signal?: AbortSignal,
  ): Promise<Room | undefined>;
  /** Forgets a caller, who waited or was in. */
  leave(meeting: string, transaction: string, signal?: AbortSignal): Promise<Room>;
  /** The same for a caller whose place in the meeting is not given back yet, and maybe never will be. */
  leavePlaceBehind(meeting: string, transaction: string, signal?: AbortSignal): Promise<Room>;
  lock(meeting: string, locked: boolean, signal?: AbortSignal): Promise<Room>;
  /**
   * Claims the end of a meeting that nobody is in or waits for: the room for one of those who ask at once, however often
   * he asks, else undefined.
   */
  claimEnd(meeting: string, transaction: string, signal?: AbortSignal): Promise<Room | undefined>;
  /**
   * The end that was claimed is over: callers may go in again, also when the meeting was locked. Places that were left
   * behind are forgotten with a meeting that was deleted; in one that lives on they are still there.
   */
  ended(meeting: string, how: { readonly deleted: boolean }, signal?: AbortSignal): Promise<void>;
}

export const MeetingRooms = token<MeetingRooms>("MeetingRooms");

/** Milliseconds that whoever has claimed the end of a meeting has for it. */
export const endingMs = 5000;
/** Milliseconds after which a room that nothing happens in is forgotten. */
export const roomMs = 24 * 3_600_000;
