import { digitTones } from "../../audio/tones.js";
import type { PlayEnding, RecordEnding } from "../../engine/ports.js";
import { MediaLeg } from "./media-leg.js";
import type { MediaNews, MediaOrder } from "./messages.js";
import type { PhoneLines } from "./phone-lines.js";
import { Player } from "./player.js";
import { Room, type Seat } from "./room.js";
import { SilenceWatch } from "./silence-watch.js";
import { SoundFiles } from "./sound-files.js";
import { WavRecording } from "./wav-recording.js";

/** A command that is being carried out. */
interface Open {
  readonly leg: string;
  stop(): void;
  pause?(): void;
  resume?(): void;
}

type Of<Does extends MediaOrder["do"]> = Extract<MediaOrder, { do: Does }>;

/** Carries out what the engine orders, in the media thread. */
export class MediaDesk {
  readonly #legs = new Map<string, MediaLeg>();
  readonly #rooms = new Map<string, Room>();
  readonly #seats = new Map<string, Seat>();
  readonly #open = new Map<number, Open>();
  readonly #sounds = new SoundFiles();

  constructor(
    private readonly phones: PhoneLines,
    private readonly tell: (news: MediaNews) => void,
  ) {}

  /** 20 ms of sound, for all legs. */
  tick(): void {
    for (const leg of this.#legs.values()) leg.listen();
    for (const leg of this.#legs.values()) leg.speak();
    for (const room of this.#rooms.values()) room.tick();
  }

  carryOut(order: MediaOrder): void {
    switch (order.do) {
      case "play":
        this.#play(order);
        return;
      case "preload":
        // One that cannot be played is told when it is to be.
        this.#sounds.samples(order.path).catch(() => {});
        return;
      case "tones":
        this.#start(order, digitTones(order.digits, order.ms), 1);
        return;
      case "record":
        this.#record(order);
        return;
      case "tap":
        this.#tap(order);
        return;
      case "stop":
      case "pause":
      case "resume":
        this.#open.get(order.id)?.[order.do]?.();
        return;
      case "bridge":
        this.#bridge(this.#leg(order.leg), this.#leg(order.other));
        return;
      case "unbridge":
        this.#unbridge(this.#legs.get(order.leg));
        return;
      case "enter room":
        this.#enter(order);
        return;
      case "mute": {
        const seat = this.#seats.get(order.leg);
        if (seat) seat.muted = order.muted;
        return;
      }
      case "attach":
        this.#attach(order);
        return;
      case "detach":
        this.phones.forget(order.phone);
        return;
      case "end":
        this.#end(order.leg);
    }
  }

  #leg(id: string): MediaLeg {
    const leg = this.#legs.get(id) ?? new MediaLeg();
    this.#legs.set(id, leg);
    return leg;
  }

  #play(order: Of<"play">): void {
    let stopped = false;
    this.#open.set(order.id, {
      leg: order.leg,
      stop: () => {
        stopped = true;
        this.#over(order.id, { how: "stopped" });
      },
    });
    this.#sounds.samples(order.path).then(
      (samples) => {
        if (!stopped) this.#start(order, samples, order.repeat);
      },
      (error: unknown) => {
        const why = `${order.path} cannot be played: ${error instanceof Error ? error.message : String(error)}`;
        if (!stopped) this.#over(order.id, { how: "unplayable", why });
      },
    );
  }

  #start({ id, leg: name }: Of<"play"> | Of<"tones">, samples: Int16Array, repeat: number): void {
    const leg = this.#leg(name);
    const end = (how: "finished" | "stopped") => {
      leg.players.delete(player);
      this.#over(id, { how });
    };
    const player = new Player(samples, repeat, () => end("finished"));
    leg.players.add(player);
    this.#open.set(id, {
      leg: name,
      stop: () => {
        end("stopped");
        leg.line?.flush();
      },
    });
  }

  #record({ id, leg: name, path, silenceMs, silenceThreshold = 200 }: Of<"record">): void {
    const leg = this.#leg(name);
    const file = new WavRecording(path, 1);
    const end = (how: "stopped" | "silent") => {
      if (leg.recorders.delete(recorder)) this.#written(id, file, how);
    };
    const recorder = {
      file,
      silence: silenceMs === undefined ? undefined : new SilenceWatch(silenceMs, silenceThreshold),
      silent: () => end("silent"),
    };
    leg.recorders.add(recorder);
    this.#open.set(id, { leg: name, stop: () => end("stopped") });
  }

  #tap({ id, leg: name, path, track }: Of<"tap">): void {
    const leg = this.#leg(name);
    const file = new WavRecording(path, track === "BOTH" ? 2 : 1);
    const tap = { file, track, paused: false, marker: undefined };
    leg.taps.add(tap);
    const pause = (paused: boolean) => {
      tap.paused = paused;
      leg.mark(tap);
    };
    this.#open.set(id, {
      leg: name,
      stop: () => {
        if (leg.taps.delete(tap)) this.#written(id, file, "stopped");
      },
      pause: () => pause(true),
      resume: () => pause(false),
    });
  }

  #written(id: number, file: WavRecording, how: "stopped" | "silent"): void {
    const { ms } = file;
    file.end().then(
      () => this.#over(id, { how, ms }),
      (error: unknown) =>
        this.#over(id, { how: "unwritable", why: error instanceof Error ? error.message : String(error) }),
    );
  }

  #over(id: number, ending: PlayEnding | RecordEnding): void {
    if (this.#open.delete(id)) this.tell({ is: "over", id, ending });
  }

  #bridge(one: MediaLeg, other: MediaLeg): void {
    this.#unbridge(one);
    this.#unbridge(other);
    one.other = other;
    other.other = one;
  }

  #unbridge(leg: MediaLeg | undefined): void {
    if (!leg?.other) return;
    leg.other.other = undefined;
    leg.other = undefined;
  }

  #enter({ leg: name, room: roomName }: Of<"enter room">): void {
    const room = this.#rooms.get(roomName) ?? new Room(() => this.#rooms.delete(roomName));
    this.#rooms.set(roomName, room);
    const seat = room.enter();
    this.#seats.set(name, seat);
    this.#leg(name).line = seat;
  }

  #attach({ leg: name, phone }: Of<"attach">): void {
    const line = this.phones.line(phone);
    line.take((key) => this.tell({ is: "key", leg: name, key }));
    this.#leg(name).line = line;
  }

  #end(name: string): void {
    const leg = this.#legs.get(name);
    for (const open of [...this.#open.values()]) if (open.leg === name) open.stop();
    this.#seats.delete(name);
    this.#unbridge(leg);
    leg?.line?.release();
    this.#legs.delete(name);
  }
}
