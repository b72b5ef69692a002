import { randomUUID } from "node:crypto";
import type { Action } from "@switchhook/core/wire";
import { stopRecording } from "./actions/call-recording.js";
import type { CallSetup, EngineParts } from "./call-setup.js";
import { type LegSnapshot, snapshotOfLeg } from "./call-snapshot.js";
import { DigitListener, type ListenerParameters } from "./digit-listener.js";
import type { MeetingPlace, SimLeg } from "./legs.js";
import type { FarEnd } from "./ports.js";
import type { Happening } from "./trace.js";

/** What CallAndBridge knows of the party before it is a leg of the call. */
export interface Party {
  readonly callId: string;
  readonly to: string;
  readonly from: string;
  readonly farEnd: FarEnd;
}

/** The legs of a call, the keys that they type, and who hears those. */
export class CallLegs {
  readonly caller: SimLeg;
  #legs: readonly SimLeg[];
  readonly #hearers = new Map<SimLeg, Set<(key: string) => void>>();
  readonly #listening = new Map<SimLeg, Set<(words: string) => void>>();
  readonly #listeners = new Map<SimLeg, DigitListener>();

  constructor(
    private readonly parts: Pick<EngineParts, "clock" | "rules" | "media">,
    setup: CallSetup,
    private readonly tell: (happening: Happening) => void,
  ) {
    const before = setup.resume?.legs.find(({ tag }) => tag === "LEG-A");
    this.caller = before
      ? { ...legOfSnapshot(before), farEnd: setup.farEnd }
      : {
          callId: randomUUID(),
          tag: "LEG-A",
          to: setup.to,
          from: setup.from,
          direction: setup.outbound ? "Outbound" : "Inbound",
          startedAt: parts.clock.now(),
          sipHeaders: setup.sipHeaders ?? {},
          status: "new",
          farEnd: setup.farEnd,
        };
    this.#legs = [this.caller];
  }

  get all(): readonly SimLeg[] {
    return this.#legs;
  }

  get live(): readonly SimLeg[] {
    return this.#legs.filter(({ status }) => status !== "Disconnected");
  }

  /** The second leg, while it is up. */
  get other(): SimLeg | undefined {
    return this.live.find(({ tag }) => tag === "LEG-B");
  }

  /** The leg that an action is for: by id, else by tag, else the one that triggered the invocation (3.0). */
  of({ Parameters }: Action, invoking: SimLeg): SimLeg | undefined {
    const { CallId, ParticipantTag } = Parameters as { CallId?: string; ParticipantTag?: string };
    if (CallId) return this.#legs.find(({ callId }) => callId === CallId);
    if (ParticipantTag) return this.#legs.findLast(({ tag }) => tag === ParticipantTag);
    return invoking;
  }

  /** The leg to a meeting: the caller hears its room, and is heard there. */
  addMeetingLeg(place: MeetingPlace, callId: string = randomUUID()): SimLeg {
    const leg = this.#second({ callId, to: "+17035550122", from: "SMA" });
    leg.place = place;
    this.parts.media.enterRoom(leg.callId, place.meetingId);
    this.parts.media.bridge(this.caller.callId, leg.callId);
    return leg;
  }

  /** The leg of a party that has answered: caller and party hear each other. */
  addParty({ callId, to, from, farEnd }: Party): SimLeg {
    const leg = this.#second({ callId, to, from });
    leg.farEnd = farEnd;
    this.parts.media.bridge(this.caller.callId, leg.callId);
    return leg;
  }

  /** A leg of a call that goes on from a snapshot, of which nothing but its record is left. */
  addEnded(snapshot: LegSnapshot): void {
    this.#legs = [this.caller, { ...legOfSnapshot(snapshot), status: "Disconnected" }];
  }

  press(key: string, leg: SimLeg): void {
    const hearers = [...(this.#hearers.get(leg) ?? [])];
    const listener = this.#listeners.get(leg);
    this.tell({ kind: "key", leg: leg.tag, key, heard: hearers.length > 0 || listener !== undefined });
    for (const hear of hearers) hear(key);
    if (hearers.length === 0 || this.parts.rules.keysGoTo === "both") listener?.key(key);
  }

  onKey(leg: SimLeg, heard: (key: string) => void): () => void {
    const hearers = this.#hearers.get(leg) ?? new Set();
    this.#hearers.set(leg, hearers.add(heard));
    return () => void hearers.delete(heard);
  }

  say(words: string, leg: SimLeg): void {
    for (const hear of this.#listening.get(leg) ?? []) hear(words);
  }

  onWords(leg: SimLeg, heard: (words: string) => void): () => void {
    const listening = this.#listening.get(leg) ?? new Set();
    this.#listening.set(leg, listening.add(heard));
    return () => void listening.delete(heard);
  }

  listen(leg: SimLeg, parameters: ListenerParameters, matched: (digits: string) => void): void {
    this.#listeners.get(leg)?.stop();
    const listener = new DigitListener(this.parts.clock, parameters, (digits) => {
      if (!this.parts.rules.listenerStays) this.#listeners.delete(leg);
      matched(digits);
    });
    this.#listeners.set(leg, listener);
  }

  /** The legs that end when one does: a caller who leaves a meeting may take the leg to it along (7.2 t). */
  goingWith(leg: SimLeg): readonly SimLeg[] {
    const both = leg === this.caller && this.parts.rules.callerLeavesMeeting === "one hangup";
    return both ? this.live.filter((other) => other === leg || other.place) : [leg];
  }

  end(leg: SimLeg, why: string, code: number): void {
    for (const gone of this.goingWith(leg)) {
      gone.status = "Disconnected";
      gone.place?.leave();
      stopRecording({ tell: this.tell }, gone);
      this.#listeners.get(gone)?.stop();
      this.#listeners.delete(gone);
      this.#hearers.delete(gone);
      this.parts.media.end(gone.callId);
      gone.farEnd?.hangUp(code);
      this.tell({ kind: "leg ended", leg: gone.tag, why, code, ...(gone.place && { meeting: true }) });
    }
  }

  snapshot(): readonly LegSnapshot[] {
    return this.#legs.map((leg) => snapshotOfLeg(leg, this.#listeners.get(leg)?.parameters));
  }

  #second({ callId, to, from }: Pick<SimLeg, "callId" | "to" | "from">): SimLeg {
    const leg: SimLeg = {
      callId,
      tag: "LEG-B",
      to,
      from,
      direction: "Outbound",
      startedAt: this.parts.clock.now(),
      sipHeaders: {},
      status: "Connected",
    };
    this.#legs = [this.caller, leg];
    return leg;
  }
}

const legOfSnapshot = ({ meeting, listener, ...leg }: LegSnapshot): SimLeg => ({ ...leg });
