import type { Action } from "@switchhook/core/wire";
import type { Clock } from "../clock.js";
import type { ActionList } from "./action-list.js";
import { type Ending, finishSoon, noSuchLeg, type Running } from "./actions/runner.js";
import type { CallLegs } from "./call-legs.js";
import type { SimLeg } from "./legs.js";
import type { EngineRules } from "./rules.js";

interface EndingsHost {
  readonly clock: Clock;
  readonly rules: EngineRules;
  readonly legs: CallLegs;
  readonly list: ActionList;
  /** Invokes the handler beside the list. */
  send(type: string, data: object): void;
  /** Invokes the handler, and the list waits. */
  report(type: string, data: object): void;
  /** The last leg is gone. */
  callEnds(why: string): void;
}

/** How legs end, and what the handler is told of it (wire.md 4.5). */
export class LegEndings {
  constructor(private readonly host: EndingsHost) {}

  /** A leg ends: by its party, by the meeting, or, when it is `ours`, by an action. */
  end(leg: SimLeg, code: number, why: string, { quiet = false, ours = false } = {}): void {
    const { legs } = this.host;
    if (leg.status === "Disconnected") return;
    // Before the media end with the leg: what completes because of that is no result of the action.
    const tellOfAction = ours ? undefined : this.#cutShort(leg);
    legs.end(leg, why, code);
    tellOfAction?.();
    const last = legs.live.length === 0;
    if (last) this.host.callEnds(why);
    const data = {
      Type: "Hangup",
      Parameters: { SipResponseCode: code, CallId: leg.callId, ParticipantTag: leg.tag },
    };
    if (last) this.host.send("HANGUP", data);
    else if (!quiet) this.host.report("HANGUP", data);
  }

  /** Hangup: the last leg's HANGUP says it all; with another leg up the action reports too (4.12.7). */
  carryOut(
    { Parameters }: Extract<Action, { Type: "Hangup" }>,
    leg: SimLeg | undefined,
    finish: (ending: Ending) => void,
  ): Running {
    if (!leg || leg.status === "Disconnected") return finishSoon(this.host, finish, noSuchLeg);
    const cancel = this.host.clock.after(0, () => {
      const quiet = leg.place !== undefined;
      this.end(leg, Number(Parameters.SipResponseCode ?? 0), "the IVR hung up", { quiet, ours: true });
      finish({ ok: true });
    });
    return { cancel };
  }

  /** An action whose leg goes: told before the HANGUP, as a failure, but for a recording, which is kept (4.12.8). */
  #cutShort(leg: SimLeg): (() => void) | undefined {
    const { legs, list, rules } = this.host;
    const { current } = list;
    if (!current?.leg || !legs.goingWith(leg).includes(current.leg)) return undefined;
    const { action, run } = current;
    const kept = run?.resultsSoFar?.();
    list.cut();
    list.clear();
    if (current.leg !== legs.caller || rules.hangUpInAction === "hangup only") return undefined;
    return () =>
      this.host.send(kept ? "ACTION_SUCCESSFUL" : "ACTION_FAILED", {
        Type: action.Type,
        Parameters: { CallId: leg.callId, ...action.Parameters },
        ...(kept ?? { ErrorType: "SystemException", ErrorMessage: "System error while running action" }),
      });
  }
}
