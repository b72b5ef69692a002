import type { InvocationEvent } from "@switchhook/core/wire";
import {
  documentedRules,
  MeetingStore,
  type SmaCall,
  SmaService,
  settle,
  VirtualClock,
  VirtualMedia,
} from "../../src/index.js";
import { DemandedActionFaults } from "../../src/phone-server/action-faults.js";
import { CallLog } from "../../src/phone-server/call-log.js";
import { PhoneHub } from "../../src/phone-server/phone-hub.js";
import { Phones, type Tab } from "../../src/phone-server/phones.js";
import type { PageMessage, ServerMessage } from "../../src/phone-server/protocol.js";
import type { Answers } from "../engine/handlers.js";

/** A tab that keeps what it was told. */
class TestTab implements Tab {
  readonly told: ServerMessage[] = [];

  send(message: ServerMessage): void {
    this.told.push(message);
  }

  all<Is extends ServerMessage["is"]>(is: Is): Extract<ServerMessage, { is: Is }>[] {
    return this.told.filter((message): message is Extract<ServerMessage, { is: Is }> => message.is === is);
  }

  /** What the phone last said that it does. */
  state(phone: string): string | undefined {
    return this.all("phone").findLast((message) => message.phone === phone)?.state;
  }
}

/** The hub on virtual time, with virtual media: what the server does behind its sockets. */
export function aHub(answers: Answers) {
  const clock = new VirtualClock();
  const events: InvocationEvent[] = [];
  const attached: [leg: string, phone: string][] = [];
  const faults = new DemandedActionFaults();
  const phones = new Phones({
    attach: (leg, phone) => attached.push([leg, phone]),
    legIs: (callId) => {
      const found = service.legOf(callId);
      return found && { call: found.call.transactionId, leg: found.leg.tag };
    },
    problem: (text) => hub.say({ is: "problem", text }),
  });
  const log = new CallLog(
    (message) => hub.say(message),
    (sound) => ("text" in sound ? sound.text : undefined),
  );
  const service: SmaService = new SmaService({
    handler: (event) => {
      events.push(event as InvocationEvent);
      const answer = answers(event as InvocationEvent, events.length - 1) ?? [];
      return Array.isArray(answer) ? { SchemaVersion: "1.0", Actions: answer } : answer;
    },
    clock,
    media: new VirtualMedia(clock, { durationOf: () => 1000 }),
    rooms: new MeetingStore(),
    exchange: phones,
    faults,
    rules: documentedRules,
    region: "us-east-1",
    sipRuleId: "rule",
    sipMediaApplicationId: "sma",
    onTrace: (entry, call: SmaCall) => hub.traced(entry, call),
  });
  const hub: PhoneHub = new PhoneHub({
    clock,
    service,
    phones,
    log,
    welcome: () => ({
      is: "welcome",
      handler: "a handler",
      hints: [],
      numbers: { to: "+12065550101", from: "+12065550102" },
      audio: "ws://127.0.0.1:1/",
      buckets: [],
    }),
    meetings: () => [],
    demandFault: ({ target, times }) => {
      if ("action" in target) faults.demand(target, times);
    },
  });
  const settled = async () => {
    do await settle();
    while (service.calls.some(({ busy }) => busy));
  };
  const enter = () => {
    const tab = new TestTab();
    hub.enter(tab);
    return tab;
  };
  const tab = enter();
  return {
    hub,
    clock,
    events,
    attached,
    log,
    service,
    tab,
    enter,
    async ask(message: PageMessage, from = tab) {
      hub.ask(message, from);
      await settled();
    },
    async elapse(ms: number) {
      const until = clock.now() + ms;
      while (clock.step(until)) await settled();
      await clock.advance(until - clock.now());
      await settled();
    },
  };
}

export const dial = (phone: string): PageMessage => ({
  do: "dial",
  phone,
  to: "+12065550101",
  from: "+12065550102",
});
