import { randomUUID } from "node:crypto";
import type { Action } from "@switchhook/core/wire";
import { stopRecording } from "./actions/in-background.js";
import type { ListenerParameters } from "./actions/runner.js";
import type { CallSetup, EngineParts } from "./call-setup.js";
import { DigitListener } from "./digit-listener.js";
import type { SimLeg } from "./legs.js";
import type { Happening } from "./trace.js";

type Tell = (happening: Happening) => void;

/** The legs of a call, the keys that they type, and who hears those. */
export class CallLegs {
  readonly caller: SimLeg;
  #legs: readonly SimLeg[];
  readonly #hearers = new Map<SimLeg, Set<(key: string) => void>>();
  readonly #listeners = new Map<SimLeg, DigitListener>();

  constructor(
    private readonly parts: Pick<EngineParts, "clock" | "rules">,
    setup: CallSetup,
    private readonly tell: Tell,
  ) {
    this.caller = {
      callId: randomUUID(),
      tag: "LEG-A",
      to: setup.to,
      from: setup.from,
      direction: setup.outbound ? "Outbound" : "Inbound",
      startedAt: parts.clock.now(),
      sipHeaders: setup.sipHeaders ?? {},
      status: "new",
    };
    this.#legs = [this.caller];
  }

  get all(): readonly SimLeg[] {
    return this.#legs;
  }

  get live(): readonly SimLeg[] {
    return this.#legs.filter(({ status }) => status !== "Disconnected");
  }

  /** The leg that an action is for: by id, else by tag, else the caller's. */
  of({ Parameters }: Action): SimLeg | undefined {
    const { CallId, ParticipantTag } = Parameters as { CallId?: string; ParticipantTag?: string };
    if (CallId) return this.#legs.find(({ callId }) => callId === CallId);
    if (ParticipantTag) return this.#legs.find(({ tag }) => tag === ParticipantTag);
    return this.caller;
  }

  addMeetingLeg(place: NonNullable<SimLeg["place"]>): void {
    this.#legs = [
      this.caller,
      {
        callId: randomUUID(),
        tag: "LEG-B",
        to: "+17035550122",
        from: "SMA",
        direction: "Outbound",
        startedAt: this.parts.clock.now(),
        sipHeaders: {},
        status: "Connected",
        place,
      },
    ];
  }

  press(key: string, leg: SimLeg): void {
    const hearers = [...(this.#hearers.get(leg) ?? [])];
    const listener = this.#listeners.get(leg);
    this.tell({ kind: "key", key, heard: hearers.length > 0 || listener !== undefined });
    for (const hear of hearers) hear(key);
    if (hearers.length === 0 || this.parts.rules.keysGoTo === "both") listener?.key(key);
  }

  onKey(leg: SimLeg, heard: (key: string) => void): () => void {
    const hearers = this.#hearers.get(leg) ?? new Set();
    this.#hearers.set(leg, hearers.add(heard));
    return () => void hearers.delete(heard);
  }

  listen(leg: SimLeg, parameters: ListenerParameters, matched: (digits: string) => void): void {
    this.#listeners.get(leg)?.stop();
    const listener = new DigitListener(this.parts.clock, parameters, (digits) => {
      if (!this.parts.rules.listenerStays) this.#listeners.delete(leg);
      matched(digits);
    });
    this.#listeners.set(leg, listener);
  }

  /** Ends a leg; a caller who leaves a meeting may take the leg to it along. */
  end(leg: SimLeg, why: string): void {
    const both = leg === this.caller && this.parts.rules.callerLeavesMeeting === "one hangup";
    for (const gone of both ? this.live.filter((other) => other === leg || other.place) : [leg]) {
      gone.status = "Disconnected";
      gone.place?.leave();
      stopRecording({ tell: this.tell }, gone);
      this.#listeners.get(gone)?.stop();
      this.#listeners.delete(gone);
      this.#hearers.delete(gone);
      this.tell({ kind: "leg ended", leg: gone.tag, why });
    }
  }
}
