import type { Dialled, Exchange, FarEnd, FarEndEvents } from "../engine/ports.js";
import type { PhoneState, ServerMessage } from "./protocol.js";

/** A browser tab, or whatever else holds phones. */
export interface Tab {
  send(message: ServerMessage): void;
}

/** What a phone is busy with. */
export interface PhoneCall {
  state: Exclude<PhoneState, "idle">;
  readonly peer: string;
  call?: string | undefined;
  leg?: "LEG-A" | "LEG-B" | undefined;
  /** Takes a call that rings. */
  answer?: (() => void) | undefined;
  /** Ends the call, or refuses it while it rings. */
  hangUp: () => void;
}

/** One phone: at most one call at a time. */
export interface Phone {
  readonly id: string;
  number: string;
  tab: Tab | undefined;
  call?: PhoneCall | undefined;
}

/** What the phones need of the service and the media. */
export interface PhonesHost {
  /** Connects a phone with the sound of a leg. */
  attach(leg: string, phone: string): void;
  /** The call of a leg, once the leg belongs to one. */
  legIs(callId: string): { readonly call: string; readonly leg: "LEG-A" | "LEG-B" } | undefined;
  problem(text: string): void;
}

// SIP: not there, busy, declined.
const notThere = 480;
const busy = 486;
const declined = 603;

/** The phones of all tabs; a call to a number rings on the phone that has it, else on one that is free. */
export class Phones implements Exchange {
  readonly #phones = new Map<string, Phone>();

  constructor(private readonly host: PhonesHost) {}

  get(id: string): Phone | undefined {
    return this.#phones.get(id);
  }

  /** Opens a phone in a tab; one that is open in another tab moves, and that tab is told. */
  open(id: string, number: string, tab: Tab): Phone {
    const known = this.#phones.get(id);
    if (known?.tab && known.tab !== tab) {
      const text = "This phone was opened in another tab, which has it now.";
      known.tab.send({ is: "problem", phone: id, text });
    }
    const phone: Phone = Object.assign(known ?? { id, number, tab }, { number, tab });
    this.#phones.set(id, phone);
    this.tell(phone);
    return phone;
  }

  close(phone: Phone): void {
    phone.call?.hangUp();
    this.#phones.delete(phone.id);
  }

  /** The phones of a tab that has gone; they wait for it to come back. */
  leave(tab: Tab): readonly Phone[] {
    const left = [...this.#phones.values()].filter((phone) => phone.tab === tab);
    for (const phone of left) phone.tab = undefined;
    return left;
  }

  /** A phone is in a call of its own making. */
  occupy(phone: Phone, legId: string, call: Omit<PhoneCall, "state" | "leg">): FarEnd {
    this.host.attach(legId, phone.id);
    return this.#take(phone, { ...call, state: "calling", leg: "LEG-A" });
  }

  /** A call was answered: the phone that is that leg of it talks. */
  answered(call: string, leg: "LEG-A" | "LEG-B"): void {
    for (const phone of this.#phones.values()) {
      if (phone.call?.call !== call || phone.call.leg !== leg) continue;
      phone.call.state = "talking";
      this.tell(phone);
    }
  }

  dial({ leg, to, from }: Dialled, on: FarEndEvents): FarEnd {
    const phone = this.#phoneFor(to);
    if (!phone || phone.call) {
      this.host.problem(
        phone
          ? `The phone ${to} is busy.`
          : `Nobody can take the call to ${to}: open another phone, best with that number.`,
      );
      queueMicrotask(() => on.ended(phone ? busy : notThere));
      return { hangUp() {} };
    }
    this.host.attach(leg, phone.id);
    const ring: PhoneCall = {
      state: "ringing",
      peer: from,
      answer: () => {
        ring.state = "talking";
        ring.answer = undefined;
        ring.hangUp = () => end(0);
        on.answered();
        Object.assign(ring, this.host.legIs(leg));
        this.tell(phone);
      },
      hangUp: () => end(declined),
    };
    const farEnd = this.#take(phone, ring);
    const end = (code: number) => {
      farEnd.hangUp(code);
      on.ended(code);
    };
    queueMicrotask(() => {
      if (phone.call === ring) on.ringing();
    });
    return farEnd;
  }

  tell({ id, tab, call }: Phone): void {
    tab?.send({
      is: "phone",
      phone: id,
      state: call?.state ?? "idle",
      ...(call && { peer: call.peer }),
      ...(call?.call !== undefined && { call: call.call }),
      ...(call?.leg !== undefined && { leg: call.leg }),
    });
  }

  #phoneFor(number: string): Phone | undefined {
    const there = [...this.#phones.values()].filter(({ tab }) => tab !== undefined);
    return there.find((phone) => phone.number === number) ?? there.find(({ call }) => !call);
  }

  #take(phone: Phone, call: PhoneCall): FarEnd {
    phone.call = call;
    this.tell(phone);
    return {
      hangUp: () => {
        if (phone.call !== call) return;
        phone.call = undefined;
        this.tell(phone);
      },
    };
  }
}
