import { randomUUID } from "node:crypto";
import type { CallAndBridge } from "@switchhook/core/wire";
import type { SimLeg } from "../legs.js";
import { hear, soundOfFile } from "./prompts.js";
import {
  type ActionHost,
  type Ending,
  finishSoon,
  invalid,
  notOnThisCall,
  type Runner,
  type Running,
} from "./runner.js";

const defaultTimeoutSeconds = 30;
/** SIP: the call is cancelled before it was answered. */
const cancelled = 487;
// The tone goes on until the party answers, which is at most two minutes.
const untilStopped = 999;

const notAnswered: Ending = { ok: false, errorType: "CallNotAnswered", message: "Call not answered" };

/** Calls a party, and bridges it with the caller once it has answered (3.11). */
export const runCallAndBridge: Runner<CallAndBridge> = (host, { Parameters }, leg, finish) => {
  if (host.other()) return finishSoon(host, finish, notOnThisCall);
  const { ownNumbers } = host.rules;
  const { CallerIdNumber } = Parameters;
  if (ownNumbers !== "any" && ![...ownNumbers, host.caller.from].includes(CallerIdNumber)) {
    return finishSoon(host, finish, foreignCallerId);
  }
  const [endpoint] = Parameters.Endpoints;
  if (endpoint?.BridgeEndpointType === "PSTN" && Parameters.SipHeaders) {
    host.tell({
      kind: "warning",
      severity: "warning",
      text: "SIP headers on a call to a telephone number seldom arrive: carriers drop them",
      page: "call-and-bridge",
    });
  }
  const dialling = new Dialling(host, Parameters, leg, finish);
  dialling.begin();
  return dialling;
};

const foreignCallerId = invalid(
  "Provided caller ID number is invalid. Number must be owned by this AWS account, or be the From number of LEG-A.",
);

class Dialling implements Running {
  readonly #callId = randomUUID();
  #tone: Running | undefined;
  #timeout = () => {};
  #farEnd: { hangUp(code: number): void } | undefined;
  #is: "dialling" | "bridged" | "over" = "dialling";
  #party: SimLeg | undefined;

  constructor(
    private readonly host: ActionHost,
    private readonly wish: CallAndBridge["Parameters"],
    private readonly caller: SimLeg,
    private readonly finish: (ending: Ending) => void,
  ) {}

  begin(): void {
    const { host, wish } = this;
    const [endpoint] = wish.Endpoints;
    if (!endpoint) return;
    const to = endpoint.Uri;
    host.tell({ kind: "dials", leg: "LEG-B", to, from: wish.CallerIdNumber });
    const seconds = Number(wish.CallTimeoutSeconds ?? defaultTimeoutSeconds);
    this.#timeout = host.clock.after(seconds * 1000, () => this.#fail(notAnswered));
    this.#farEnd = host.exchange.dial(
      {
        leg: this.#callId,
        to,
        from: wish.CallerIdNumber,
        endpoint: endpoint.BridgeEndpointType,
        sipHeaders: wish.SipHeaders ?? {},
      },
      {
        ringing: () => {
          if (this.#is === "dialling") host.tell({ kind: "rings", leg: "LEG-B" });
        },
        answered: () => this.#answered(),
        ended: (code) => this.#ended(code),
      },
    );
    // A caller who was not answered yet goes on hearing his own telephone ring.
    if (wish.RingbackTone && this.caller.status === "Connected" && this.#is === "dialling") {
      this.#tone = hear(host, this.caller, soundOfFile(wish.RingbackTone), untilStopped, (broken) => {
        this.#tone = undefined;
        if (broken) this.#fail(broken);
      });
    }
  }

  cancel(): void {
    this.#stop();
    this.#farEnd?.hangUp(cancelled);
  }

  #answered(): void {
    if (this.#is !== "dialling") return;
    this.#stop();
    this.#is = "bridged";
    this.host.answer(this.caller);
    this.host.tell({ kind: "answered", leg: "LEG-B" });
    this.#party = this.host.addParty({
      callId: this.#callId,
      to: this.wish.Endpoints[0]?.Uri ?? "",
      from: this.wish.CallerIdNumber,
      farEnd: { hangUp: (code) => this.#farEnd?.hangUp(code) },
    });
    this.host.tell({ kind: "bridged" });
    this.finish({ ok: true });
  }

  #ended(code: number): void {
    if (this.#is === "bridged" && this.#party) this.host.endLeg(this.#party, 0, "the other party hung up");
    if (this.#is !== "dialling") return;
    this.#stop();
    this.host.tell({ kind: "leg ended", leg: "LEG-B", why: whyNotAnswered(code), code });
    this.finish(notAnswered);
  }

  #fail(ending: Ending): void {
    if (this.#is !== "dialling") return;
    this.cancel();
    this.host.tell({ kind: "leg ended", leg: "LEG-B", why: "nobody answered", code: cancelled });
    this.finish(ending);
  }

  #stop(): void {
    this.#is = "over";
    this.#timeout();
    this.#tone?.cancel();
    this.#tone = undefined;
  }
}

function whyNotAnswered(code: number): string {
  if (code === 486 || code === 600) return "the other party is busy";
  if (code === 603 || code === 480) return "the other party did not take the call";
  if (code === 404 || code === 484) return "there is no such number";
  return `the call was not answered: SIP ${code}`;
}
