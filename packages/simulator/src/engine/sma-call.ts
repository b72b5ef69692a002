import { randomUUID } from "node:crypto";
import type { Action } from "@switchhook/core/wire";
import { ActionList } from "./action-list.js";
import { actionHost } from "./actions/action-host.js";
import { runAction } from "./actions/run-action.js";
import { type ActionHost, type Ending, finishSoon, type Running } from "./actions/runner.js";
import { CallLegs } from "./call-legs.js";
import { CallRecord } from "./call-record.js";
import type { CallSetup, EngineParts } from "./call-setup.js";
import type { CallSnapshot } from "./call-snapshot.js";
import { dialOut } from "./dial-out.js";
import { restoreLegs } from "./go-on.js";
import { Invocations, type Invoked } from "./invocations.js";
import { LegEndings } from "./leg-endings.js";
import type { SimLeg } from "./legs.js";
import { Ringing } from "./ringing.js";
import { silenceOf } from "./silence.js";
import { spokenBy } from "./spoken-by.js";
import { takeAnswer } from "./take-answer.js";
import type { Happening } from "./trace.js";

/** Errors that come as one text (7.1 #10). */
const toldAsText = new Set(["ErrorJoiningMeeting", "NoAccessToDestination"]);

/** One call as the phone service runs it: a state machine over a clock, after wire.md 4.12. */
export class SmaCall {
  readonly transactionId: string;
  readonly #legs: CallLegs;
  readonly #list: ActionList;
  readonly #invocations: Invocations;
  readonly #host: ActionHost;
  readonly #endings: LegEndings;
  readonly #record: CallRecord;
  #invoking: SimLeg;
  #ended = false;
  readonly #ringing: Ringing;

  constructor(
    private readonly parts: EngineParts,
    private readonly setup: CallSetup,
  ) {
    const tell = (happening: Happening) => this.#tell(happening);
    this.transactionId = setup.resume?.transactionId ?? randomUUID();
    this.#legs = new CallLegs(parts, setup, tell);
    this.#record = new CallRecord(parts, setup, this.transactionId, this.#legs);
    this.#invoking = this.caller;
    this.#invocations = new Invocations(
      parts.handler,
      parts.clock,
      tell,
      setup.resume && setup.resume.sequence - 1,
    );
    this.#host = actionHost(parts, this.#legs, {
      transactionId: this.transactionId,
      tell,
      answer: (leg) => this.#answer(leg),
      digits: (digits, echo) =>
        this.#send("DIGITS_RECEIVED", { ReceivedDigits: digits, Type: "ReceiveDigits", Parameters: echo }),
      endLeg: (leg, code, why) => this.#endings.end(leg, code, why),
    });
    this.#list = new ActionList({
      run: (action, leg, finish) => this.#run(action, leg, finish),
      legOf: (action) => this.#legs.of(action, this.#invoking),
      report: (type, data) => this.#report(type, data),
      tell,
      finished: () => this.#noticeSilence(),
    });
    this.#ringing = new Ringing(
      parts.clock,
      () => this.#list.current?.action.Type === "CallAndBridge",
      () => this.#drop("nothing answered the call within 30 s", { page: "case-1" }),
    );
    this.#endings = new LegEndings({
      clock: parts.clock,
      rules: parts.rules,
      legs: this.#legs,
      list: this.#list,
      send: (type, data) => this.#send(type, data),
      report: (type, data) => this.#report(type, data),
      callEnds: (why) => this.#end(why),
    });
  }

  get ended(): boolean {
    return this.#ended;
  }
  /** Whether the handler is at work. */
  get busy(): boolean {
    return this.#invocations.inFlight > 0;
  }
  /** Whether an action is being carried out, or waits to be. */
  get acting(): boolean {
    return this.#list.acting;
  }
  /** The action that is being carried out. */
  get running(): Action | undefined {
    return this.#list.current?.action;
  }
  get legs(): readonly SimLeg[] {
    return this.#legs.all;
  }
  get caller(): SimLeg {
    return this.#legs.caller;
  }
  get attributes(): Readonly<Record<string, unknown>> {
    return this.#record.attributes;
  }
  /** Where the call was at an event: another call can go on from there. */
  snapshotAt(sequence: number): CallSnapshot | undefined {
    return this.#record.snapshots.get(sequence);
  }

  /** The call comes in; or is placed, for an outbound one; or goes on from where another one was. */
  begin(): void {
    const { outbound, resume } = this.setup;
    if (resume) {
      restoreLegs(resume, this.#legs, this.#host);
      this.#report(resume.type, resume.data);
      return;
    }
    if (!outbound) {
      this.#ringing.on();
      this.#report("NEW_INBOUND_CALL");
      return;
    }
    const { args } = outbound;
    this.#send("NEW_OUTBOUND_CALL", args && { Type: "CallCreateRequest", Parameters: { Arguments: args } });
    dialOut(this.parts, this.caller, {
      tell: (happening) => this.#tell(happening),
      rings: () => this.#send("RINGING"),
      answered: () => {
        this.#answer(this.caller);
        this.#report("CALL_ANSWERED");
      },
      ended: (code) => this.hangUp(this.caller, code),
    });
  }

  /** A party types a key. */
  press(key: string, leg: SimLeg = this.caller): void {
    if (leg.status !== "Disconnected") this.#legs.press(key, leg);
  }

  /** A party says something to a bot, in words. */
  say(words: string, leg: SimLeg = this.caller): void {
    this.#legs.say(words, leg);
  }

  /** A party hangs up. */
  hangUp(leg: SimLeg = this.caller, code = 0): void {
    this.#endings.end(leg, code, "the caller hung up");
  }

  /** UpdateSipMediaApplicationCall. */
  update(args: Readonly<Record<string, string>>): void {
    if (this.#ended) return;
    this.#send(
      "CALL_UPDATE_REQUESTED",
      { Type: "CallUpdateRequest", Parameters: { Arguments: args } },
      (actions) => {
        if (!actions?.length || !this.#list.interruptible) return;
        const cut = this.#list.cut();
        if (cut)
          this.#send("ACTION_INTERRUPTED", { Type: cut.action.Type, Parameters: cut.action.Parameters });
      },
    );
  }

  #run(action: Action, leg: SimLeg | undefined, finish: (ending: Ending) => void): Running {
    const fault = this.parts.faults?.take(action, this.transactionId);
    if (fault) {
      const asText = toldAsText.has(fault.errorType);
      return finishSoon(this.#host, finish, { ok: false, asText, ...fault });
    }
    if (action.Type === "Hangup") return this.#endings.carryOut(action, leg, finish);
    return runAction(this.#host, action, leg, finish);
  }

  #answer(leg: SimLeg): void {
    if (leg !== this.caller || leg.status !== "new") return;
    this.#ringing.stop();
    leg.status = "Connected";
    this.#tell({ kind: "answered", leg: "LEG-A" });
  }

  /** Invokes the handler for something beside the list, which goes on meanwhile. */
  #send(type: string, data?: object, answered?: (actions: readonly Action[] | undefined) => void): void {
    this.#invocations.enqueue(
      (sequence) => this.#record.event(type, sequence, data),
      (outcome) => {
        const actions = this.#take(type, outcome);
        answered?.(actions);
        if (actions?.length && this.caller.status === "new" && !this.setup.outbound) this.#ringing.on();
        if (actions?.length || (actions && this.parts.rules.emptyList === "stops")) {
          this.#invoking = this.#invokedBy(data);
          for (const sound of actions.flatMap(spokenBy)) this.parts.media.prepare(sound);
          this.#list.replace(actions);
        }
        this.#list.next();
      },
    );
  }

  /** Invokes the handler for something that the list waits for. */
  #report(type: string, data?: object): void {
    this.#list.hold();
    this.#send(type, data, () => this.#list.release());
  }

  /** The leg that an event is about, while it is up; else the caller's. */
  #invokedBy(data: object | undefined): SimLeg {
    const { Parameters } = (data ?? {}) as { Parameters?: { CallId?: string } };
    return this.#legs.live.find(({ callId }) => callId === Parameters?.CallId) ?? this.caller;
  }

  /** Takes an answer, attributes first; undefined keeps the list. */
  #take(type: string, outcome: Invoked): readonly Action[] | undefined {
    const taken = takeAnswer(type, outcome, this.parts.rules, (happening) => this.#tell(happening));
    if ("dropped" in taken) this.#drop(taken.dropped, taken);
    // Nobody is left whom a better answer would help.
    if ("refused" in taken && !this.#ended) this.#report("INVALID_LAMBDA_RESPONSE", taken.refused);
    if (!("response" in taken)) return undefined;
    const { TransactionAttributes } = taken.response;
    if (TransactionAttributes) this.#record.attributes = { ...TransactionAttributes };
    if (this.#ended) return undefined;
    if (type === "NEW_INBOUND_CALL" && !taken.actions?.length) {
      this.#drop("the list of actions is empty", { page: "unexpected-hangups", where: "Actions" });
    }
    return taken.actions;
  }

  #drop(why: string, { page, where }: { readonly page?: string; readonly where?: string } = {}): void {
    if (this.#ended) return;
    this.#tell({
      kind: "warning",
      severity: "error",
      text: `the service drops the call: ${why}`,
      ...(page !== undefined && { page }),
      ...(where !== undefined && { where }),
    });
    for (const leg of this.#legs.live) this.#legs.end(leg, "the service dropped the call", 480);
    this.#end(why);
  }

  #end(why: string): void {
    this.#ended = true;
    this.#ringing.stop();
    this.#list.close();
    this.#tell({ kind: "call ended", why });
  }

  #noticeSilence(): void {
    // Another answer is on its way, and may bring something.
    if (this.#invocations.inFlight > 1 || this.caller.status === "new") return;
    const text = silenceOf(this.#legs.live, this.caller);
    if (text !== undefined) this.#tell({ kind: "warning", severity: "error", text, page: "hangup" });
  }

  #tell(happening: Happening): void {
    this.parts.onTrace({ ...happening, at: this.parts.clock.now() });
  }
}
