import { type Line, mix } from "./line.js";

/** One place in a room: hears all the others, never itself. */
class Seat implements Line {
  muted = false;
  said: Int16Array | undefined;
  heard: Int16Array | undefined;

  constructor(private readonly room: Room) {}

  read(): Int16Array | undefined {
    return this.heard;
  }

  send(samples: Int16Array | undefined): void {
    this.said = this.muted ? undefined : samples;
  }

  flush(): void {}

  release(): void {
    this.room.leave(this);
  }
}

/** A conference. */
export class Room {
  readonly #seats = new Set<Seat>();

  constructor(private readonly emptied: () => void) {}

  enter(): Seat {
    const seat = new Seat(this);
    this.#seats.add(seat);
    return seat;
  }

  leave(seat: Seat): void {
    this.#seats.delete(seat);
    if (this.#seats.size === 0) this.emptied();
  }

  /** What was said in the last 20 ms is heard in the next. */
  tick(): void {
    const speaking = [...this.#seats].filter(({ said }) => said !== undefined);
    for (const seat of this.#seats) {
      seat.heard = mix(speaking.filter((other) => other !== seat).map(({ said }) => said));
    }
  }
}

export type { Seat };
