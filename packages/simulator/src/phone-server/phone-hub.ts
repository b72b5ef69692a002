import type { Clock } from "../clock.js";
import type { SmaCall } from "../engine/sma-call.js";
import type { SmaService } from "../engine/sma-service.js";
import type { TraceEntry } from "../engine/trace.js";
import type { CallLog } from "./call-log.js";
import type { Phone, Phones, Tab } from "./phones.js";
import type { CallSummary, PageMessage, ServerMessage } from "./protocol.js";

type Asked<Does extends PageMessage["do"]> = Extract<PageMessage, { do: Does }>;

export interface HubParts {
  readonly clock: Clock;
  readonly service: SmaService;
  readonly phones: Phones;
  readonly log: CallLog;
  /** What a tab is told first. */
  welcome(): Extract<ServerMessage, { is: "welcome" }>;
  /** Who is in which meeting, now. */
  meetings(): readonly ServerMessage[];
  demandFault(fault: Asked<"fault">): void;
}

// A tab that is reloaded comes back within this; its phones' calls go on.
const comesBackMs = 5000;

const changesMeetings = new Set<TraceEntry["kind"]>(["joined", "muted", "leg ended"]);

/** What tabs ask for, and what they are told. */
export class PhoneHub {
  readonly #tabs = new Set<Tab>();
  readonly #waiting = new Set<() => void>();
  #closed = false;

  constructor(private readonly parts: HubParts) {}

  enter(tab: Tab): void {
    this.#tabs.add(tab);
    tab.send(this.parts.welcome());
    for (const { summary, entries } of this.parts.log.calls) {
      tab.send({ is: "call", call: summary });
      for (const entry of entries) tab.send(entry);
    }
    for (const meeting of this.parts.meetings()) tab.send(meeting);
  }

  leave(tab: Tab): void {
    this.#tabs.delete(tab);
    for (const phone of this.parts.phones.leave(tab)) if (!this.#closed) this.#waitFor(phone);
  }

  #waitFor(phone: Phone): void {
    const cancel = this.parts.clock.after(comesBackMs, () => {
      this.#waiting.delete(cancel);
      if (phone.tab === undefined) this.parts.phones.close(phone);
    });
    this.#waiting.add(cancel);
  }

  /** From now on nobody is waited for to come back. */
  close(): void {
    this.#closed = true;
    for (const cancel of this.#waiting) cancel();
  }

  /** Something happened in a call. */
  traced(entry: TraceEntry, call: SmaCall): void {
    this.parts.log.add(call.transactionId, entry);
    if (changesMeetings.has(entry.kind)) for (const meeting of this.parts.meetings()) this.say(meeting);
    if (entry.kind === "answered") this.parts.phones.answered(call.transactionId, entry.leg);
  }

  say(message: ServerMessage): void {
    for (const tab of this.#tabs) tab.send(message);
  }

  ask(message: PageMessage, tab: Tab): void {
    const { phones, service } = this.parts;
    switch (message.do) {
      case "open phone":
        phones.open(message.phone, message.number, tab);
        return;
      case "place call":
        this.parts.log.begin(
          service.place({
            to: message.to,
            from: message.from,
            outbound: message.args ? { args: message.args } : {},
          }),
        );
        return;
      case "update": {
        const call = service.find(message.call);
        if (call) call.update(message.args);
        else
          tab.send({
            is: "problem",
            call: message.call,
            text: "The call is over: there is nothing to update.",
          });
        return;
      }
      case "fault":
        this.parts.demandFault(message);
        return;
    }
    const phone = phones.get(message.phone);
    if (!phone || phone.tab !== tab) {
      tab.send({
        is: "problem",
        phone: message.phone,
        text: "Another tab has this phone: use it there, or open one here.",
      });
      return;
    }
    this.#askPhone(message, phone);
  }

  #askPhone(
    message: Exclude<PageMessage, Asked<"open phone" | "place call" | "update" | "fault">>,
    phone: Phone,
  ): void {
    const { phones, service } = this.parts;
    switch (message.do) {
      case "close phone":
        phones.close(phone);
        return;
      case "dial":
        this.#connect(phone, message.to, (farEnd) => service.receive({ ...setupOf(message), farEnd }));
        return;
      case "answer":
        phone.call?.answer?.();
        return;
      case "refuse":
      case "hang up":
        phone.call?.hangUp();
        return;
      case "key":
        this.key(phone.id, message.key);
        return;
      case "say":
        this.#withLeg(phone, (call, leg) => call.say(message.text, leg));
        return;
      case "go on from":
        this.#goOn(message, phone);
    }
  }

  /** A key of a phone, typed or heard as a tone. */
  key(phone: string, key: string): void {
    const held = this.parts.phones.get(phone);
    if (held) this.#withLeg(held, (call, leg) => call.press(key, leg));
  }

  #withLeg({ call }: Phone, then: (call: SmaCall, leg: SmaCall["caller"]) => void): void {
    const found = call?.call === undefined ? undefined : this.parts.service.find(call.call);
    const leg = found?.legs.findLast(({ tag }) => tag === call?.leg);
    if (found && leg) then(found, leg);
  }

  #goOn({ call: id, sequence }: Asked<"go on from">, phone: Phone): void {
    const logged = this.parts.log.get(id);
    const from = logged?.snapshotAt(sequence);
    if (!logged || !from) {
      const text = `There is no event ${sequence} to go on from in this call.`;
      phone.tab?.send({ is: "problem", phone: phone.id, call: id, text });
      return;
    }
    const { from: caller, to } = logged.summary;
    this.#connect(phone, to, (farEnd) => this.parts.service.goOn(from, { from: caller, to, farEnd }), {
      call: id,
      sequence,
    });
  }

  /** Connects a phone with a call of its own making, and lets that begin. */
  #connect(
    phone: Phone,
    peer: string,
    make: (farEnd: { hangUp(code: number): void }) => SmaCall,
    goesOnFrom?: CallSummary["goesOnFrom"],
  ): void {
    if (phone.call) {
      phone.tab?.send({ is: "problem", phone: phone.id, text: "The phone is in a call: hang up first." });
      return;
    }
    let end = (_code: number) => {};
    const call = make({ hangUp: (code) => end(code) });
    const farEnd = this.parts.phones.occupy(phone, call.caller.callId, {
      peer,
      call: call.transactionId,
      hangUp: () => call.hangUp(),
    });
    end = (code) => farEnd.hangUp(code);
    this.parts.log.begin(call, goesOnFrom);
    call.begin();
    if (call.caller.status === "Connected") this.parts.phones.answered(call.transactionId, "LEG-A");
  }
}

const setupOf = ({ to, from, sipHeaders }: Asked<"dial">) => ({
  to,
  from,
  ...(sipHeaders && { sipHeaders }),
});
