import { Clock, singleton } from "@switchhook/core";
import { endingMs, MeetingRooms, type Room, roomMs } from "./meeting-rooms.js";

interface Kept {
  readonly moderators: Set<string>;
  readonly participants: Set<string>;
  readonly waiting: Set<string>;
  readonly placesBehind: Set<string>;
  locked: boolean;
  endingUntil: number;
  endingBy: string | undefined;
  forgottenAt: number;
}

/** Rooms in the memory of this process: enough for one, while in a fleet callers do not see each other. */
export const memoryRooms = () =>
  singleton(MeetingRooms, { deps: { clock: Clock }, make: ({ clock }) => new Rooms(clock) });

class Rooms implements MeetingRooms {
  readonly #byMeeting = new Map<string, Kept>();

  constructor(private readonly clock: Clock) {}

  async look(meeting: string): Promise<Room> {
    return shown(this.#room(meeting));
  }

  async wait(meeting: string, transaction: string): Promise<Room> {
    return this.#change(meeting, ({ waiting }) => void waiting.add(transaction));
  }

  async enter(
    meeting: string,
    { transaction, moderator }: { transaction: string; moderator: boolean },
  ): Promise<Room | undefined> {
    if (this.#room(meeting).endingUntil > this.clock.now()) return undefined;
    return this.#change(meeting, (room) => {
      for (const callers of [room.waiting, room.placesBehind]) callers.delete(transaction);
      (moderator ? room.moderators : room.participants).add(transaction);
    });
  }

  async leave(meeting: string, transaction: string): Promise<Room> {
    return this.#change(meeting, (room) => takenOut(room, transaction));
  }

  async leavePlaceBehind(meeting: string, transaction: string): Promise<Room> {
    return this.#change(meeting, (room) => {
      takenOut(room, transaction);
      room.placesBehind.add(transaction);
    });
  }

  async lock(meeting: string, locked: boolean): Promise<Room> {
    return this.#change(meeting, (room) => {
      room.locked = locked;
    });
  }

  async claimEnd(meeting: string, transaction: string): Promise<Room | undefined> {
    const { moderators, participants, waiting, endingUntil, endingBy } = this.#room(meeting);
    const now = this.clock.now();
    if (moderators.size + participants.size + waiting.size > 0) return undefined;
    if (endingUntil > now && endingBy !== transaction) return undefined;
    return this.#change(meeting, (room) => {
      room.endingUntil = now + endingMs;
      room.endingBy = transaction;
    });
  }

  async ended(meeting: string, { deleted }: { deleted: boolean }): Promise<void> {
    this.#change(meeting, (room) => {
      room.endingUntil = 0;
      room.endingBy = undefined;
      room.locked = false;
      if (deleted) room.placesBehind.clear();
    });
  }

  #change(meeting: string, change: (room: Kept) => void): Room {
    const room = this.#room(meeting);
    change(room);
    room.forgottenAt = this.clock.now() + roomMs;
    this.#byMeeting.set(meeting, room);
    this.#forget();
    return shown(room);
  }

  #room(meeting: string): Kept {
    const known = this.#byMeeting.get(meeting);
    if (known && known.forgottenAt > this.clock.now()) return known;
    return {
      moderators: new Set(),
      participants: new Set(),
      waiting: new Set(),
      placesBehind: new Set(),
      locked: false,
      endingUntil: 0,
      endingBy: undefined,
      forgottenAt: 0,
    };
  }

  #forget(): void {
    const now = this.clock.now();
    for (const [meeting, { forgottenAt, endingUntil, locked, ...callers }] of this.#byMeeting) {
      const { moderators, participants, waiting, placesBehind } = callers;
      const empty = moderators.size + participants.size + waiting.size + placesBehind.size === 0;
      if (forgottenAt <= now || (empty && !locked && endingUntil <= now)) this.#byMeeting.delete(meeting);
    }
  }
}

function takenOut({ moderators, participants, waiting }: Kept, transaction: string): void {
  for (const callers of [moderators, participants, waiting]) callers.delete(transaction);
}

const shown = ({ moderators, participants, waiting, placesBehind, locked }: Kept): Room => ({
  open: moderators.size > 0,
  locked,
  waiting: [...waiting],
  inside: [...moderators, ...participants],
  placesBehind: [...placesBehind],
});
