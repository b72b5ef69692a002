import { randomUUID } from "node:crypto";
import type { Action } from "@switchhook/core/wire";
import { ActionList } from "./action-list.js";
import { runAction } from "./actions/run-action.js";
import { type ActionHost, type Ending, finishSoon, noSuchLeg, type Running } from "./actions/runner.js";
import { CallLegs } from "./call-legs.js";
import type { CallSetup, EngineParts } from "./call-setup.js";
import { Invocations, type Invoked } from "./invocations.js";
import type { SimLeg } from "./legs.js";
import { unansweredMs } from "./rules.js";
import { silenceOf } from "./silence.js";
import { takeAnswer } from "./take-answer.js";
import type { Happening } from "./trace.js";
import { wireEvent } from "./wire-event.js";

/** One call as the phone service runs it: a state machine over a clock, after sma.md 4.12. */
export class SmaCall {
  readonly transactionId = randomUUID();
  readonly #legs: CallLegs;
  readonly #list: ActionList;
  readonly #invocations: Invocations;
  readonly #host: ActionHost;
  #attributes: Readonly<Record<string, unknown>> = {};
  #ended = false;
  #stopRinging = () => {};

  constructor(
    private readonly parts: EngineParts,
    private readonly setup: CallSetup,
  ) {
    const tell = (happening: Happening) => this.#tell(happening);
    const { clock, media, rooms, region, rules } = parts;
    this.#legs = new CallLegs(parts, setup, tell);
    this.#invocations = new Invocations(parts.handler, clock, tell);
    this.#host = {
      clock,
      media,
      rooms,
      region,
      rules,
      tell,
      transactionId: this.transactionId,
      legs: () => this.#legs.all,
      answer: () => this.#answer(),
      onKey: (leg, heard) => this.#legs.onKey(leg, heard),
      setListener: (leg, parameters) =>
        this.#legs.listen(leg, parameters, (digits) =>
          this.#send("DIGITS_RECEIVED", {
            ReceivedDigits: digits,
            Type: "ReceiveDigits",
            Parameters: parameters.echo,
          }),
        ),
      addMeetingLeg: (place) => this.#legs.addMeetingLeg(place),
      endLeg: (leg, code, why) => this.#endLeg(leg, code, why),
    };
    this.#list = new ActionList({
      run: (action, leg, finish) =>
        action.Type === "Hangup"
          ? this.#carryOutHangup(action, leg, finish)
          : runAction(this.#host, action, leg, finish),
      legOf: (action) => this.#legs.of(action),
      report: (type, data) => this.#report(type, data),
      failed: (action, { errorType, message }) =>
        this.#tell({ kind: "failed", action: action.Type, errorType, message }),
      finished: () => this.#noticeSilence(),
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
  get legs(): readonly SimLeg[] {
    return this.#legs.all;
  }
  get caller(): SimLeg {
    return this.#legs.caller;
  }
  get attributes(): Readonly<Record<string, unknown>> {
    return this.#attributes;
  }

  /** The call comes in; or, for an outbound one, is placed. */
  begin(): void {
    if (this.setup.outbound) {
      const { args } = this.setup.outbound;
      this.#send("NEW_OUTBOUND_CALL", args && { Type: "CallCreateRequest", Parameters: { Arguments: args } });
      return;
    }
    this.#ringOn();
    this.#report("NEW_INBOUND_CALL");
  }

  /** The far end of an outbound call rings. */
  ring(): void {
    this.#send("RINGING");
  }

  /** The far end of an outbound call answers. */
  pickUp(): void {
    this.#answer();
    this.#report("CALL_ANSWERED");
  }

  /** A party types a key. */
  press(key: string, leg: SimLeg = this.caller): void {
    if (leg.status !== "Disconnected") this.#legs.press(key, leg);
  }

  /** A party hangs up, or an outbound call is not answered: code 480 or 486. */
  hangUp(leg: SimLeg = this.caller, code = 0): void {
    if (leg.status !== "Disconnected") this.#endLeg(leg, code, "the caller hung up");
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

  /** Thirty seconds to answer from here; each list counts anew, for a chain of pauses holds a call in ringback (2.1). */
  #ringOn(): void {
    this.#stopRinging();
    this.#stopRinging = this.parts.clock.after(unansweredMs, () =>
      this.#drop("nothing answered the call within 30 s", "case-1"),
    );
  }

  #answer(): void {
    this.#stopRinging();
    if (this.caller.status === "new") this.caller.status = "Connected";
  }

  /** Invokes the handler for something beside the list, which goes on meanwhile. */
  #send(type: string, data?: object, answered?: (actions: readonly Action[] | undefined) => void): void {
    this.#invocations.enqueue(
      (sequence) => this.#event(type, sequence, data),
      (outcome) => {
        const actions = this.#take(type, outcome);
        answered?.(actions);
        if (actions?.length && this.caller.status === "new" && !this.setup.outbound) this.#ringOn();
        if (actions?.length || (actions && this.parts.rules.emptyList === "stops"))
          this.#list.replace(actions);
        this.#list.next();
      },
    );
  }

  /** Invokes the handler for something that the list waits for. */
  #report(type: string, data?: object): void {
    this.#list.hold();
    this.#send(type, data, () => this.#list.release());
  }

  /** Takes an answer, attributes first; undefined keeps the list. */
  #take(type: string, outcome: Invoked): readonly Action[] | undefined {
    const taken = takeAnswer(type, outcome, this.parts.rules, (happening) => this.#tell(happening));
    if ("dropped" in taken) this.#drop(taken.dropped, taken.page);
    if ("refused" in taken) this.#report("INVALID_LAMBDA_RESPONSE", taken.refused);
    if (!("response" in taken)) return undefined;
    const { TransactionAttributes } = taken.response;
    if (TransactionAttributes) this.#attributes = { ...TransactionAttributes };
    if (this.#ended) return undefined;
    if (type === "NEW_INBOUND_CALL" && !taken.actions?.length) {
      this.#drop("the list of actions is empty", "unexpected-hangups");
    }
    return taken.actions;
  }

  #carryOutHangup(
    action: Extract<Action, { Type: "Hangup" }>,
    leg: SimLeg | undefined,
    finish: (ending: Ending) => void,
  ): Running {
    if (!leg || leg.status === "Disconnected") return finishSoon(this.#host, finish, noSuchLeg);
    const cancel = this.parts.clock.after(0, () => {
      const quiet = leg.place !== undefined;
      this.#endLeg(leg, Number(action.Parameters.SipResponseCode ?? 0), "the IVR hung up", {
        quiet,
        ours: true,
      });
      // The last leg's HANGUP says it all; with another leg up the action reports too (4.12.7).
      finish({ ok: true });
    });
    return { cancel };
  }

  #endLeg(leg: SimLeg, code: number, why: string, { quiet = false, ours = false } = {}): void {
    if (leg.status === "Disconnected") return;
    const { current } = this.#list;
    this.#legs.end(leg, why);
    if (!ours && current?.leg === leg) this.#cutShort(current.action, leg);
    const last = this.#legs.live.length === 0;
    if (last) this.#end(why);
    const data = {
      Type: "Hangup",
      Parameters: { SipResponseCode: code, CallId: leg.callId, ParticipantTag: leg.tag },
    };
    if (last) this.#send("HANGUP", data);
    else if (!quiet) this.#report("HANGUP", data);
  }

  /** An action whose leg is gone: told before the HANGUP, as a failure, but for a recording, which is kept (4.12.8). */
  #cutShort(action: Action, leg: SimLeg): void {
    this.#list.cut();
    this.#list.clear();
    if (leg !== this.caller || this.parts.rules.hangUpInAction === "hangup only") return;
    const kept = action.Type === "RecordAudio";
    this.#send(kept ? "ACTION_SUCCESSFUL" : "ACTION_FAILED", {
      Type: action.Type,
      Parameters: { CallId: leg.callId, ...action.Parameters },
      ...(kept
        ? { RecordingDestination: action.Parameters.RecordingDestination }
        : { ErrorType: "SystemException", ErrorMessage: "System error while running action" }),
    });
  }

  #drop(why: string, page?: string): void {
    if (this.#ended) return;
    this.#tell({
      kind: "warning",
      severity: "error",
      text: `the service drops the call: ${why}`,
      ...(page !== undefined && { page }),
    });
    for (const leg of this.#legs.live) this.#legs.end(leg, "the service dropped the call");
    this.#end(why);
  }

  #end(why: string): void {
    this.#ended = true;
    this.#stopRinging();
    this.#list.close();
    this.#tell({ kind: "call ended", why });
  }

  #noticeSilence(): void {
    // Another answer is on its way, and may bring something.
    if (this.#invocations.inFlight > 1 || this.caller.status === "new") return;
    const text = silenceOf(this.#legs.live, this.caller);
    if (text !== undefined) this.#tell({ kind: "warning", severity: "error", text, page: "hangup" });
  }

  #event(type: string, sequence: number, data: object | undefined): object {
    const { parts, setup, transactionId } = this;
    return wireEvent(type, sequence, data, {
      parts,
      transactionId,
      outbound: setup.outbound !== undefined,
      attributes: this.#attributes,
      legs: this.#legs.all,
    });
  }

  #tell(happening: Happening): void {
    this.parts.onTrace({ ...happening, at: this.parts.clock.now() });
  }
}
