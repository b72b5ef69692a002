import { type LogFields } from "@switchhook/core";
import {
  type SimulatedCall,
  type SimulatedCallOptions,
  simulateCall,
  VirtualClock,
} from "@switchhook/simulator";
import { type HardenOptions, harden } from "../src/index.js";

export interface WireEvent {
  readonly InvocationEventType: string;
  readonly ActionData?: Record<string, unknown> & {
    ReceivedDigits?: string;
    Type?: string;
    Parameters?: Record<string, unknown>;
  };
  readonly CallDetails: {
    readonly TransactionId: string;
    readonly TransactionAttributes?: Record<string, unknown>;
    readonly Participants: readonly {
      readonly CallId: string;
      readonly ParticipantTag: string;
      readonly From: string;
      readonly Status?: string;
    }[];
  };
}

/** The beginning of a call, for tests that send events by hand. */
export const firstEvent = (status: object = {}) => ({
  SchemaVersion: "1.0",
  Sequence: 1,
  InvocationEventType: "NEW_INBOUND_CALL",
  CallDetails: {
    TransactionId: "transaction-1",
    AwsAccountId: "1",
    AwsRegion: "us-east-1",
    SipMediaApplicationId: "s",
    Participants: [
      {
        CallId: "leg-a",
        ParticipantTag: "LEG-A",
        To: "+12065550101",
        From: "+12065550102",
        Direction: "Inbound",
        ...status,
      },
    ],
  },
});

export const answer = (...Actions: object[]) => ({ SchemaVersion: "1.0", Actions });
export const speak = (Text: string, CallId = "x") => ({ Type: "Speak", Parameters: { Text, CallId } });
export const legOf = ({ CallDetails }: WireEvent): string => CallDetails.Participants[0]?.CallId ?? "";
export const hangup = (event: WireEvent) => ({ Type: "Hangup", Parameters: { CallId: legOf(event) } });

export const question = (event: WireEvent) => ({
  Type: "SpeakAndGetDigits",
  Parameters: {
    CallId: legOf(event),
    SpeechParameters: { Text: "Your PIN?" },
    FailureSpeechParameters: { Text: "Once more." },
    MinNumberOfDigits: 5,
    MaxNumberOfDigits: 5,
    RepeatDurationInMilliseconds: 5000,
  },
});

export type Legacy = (event: WireEvent) => unknown;

/** Asks, says goodbye to whatever comes, and hangs up: nothing has to be guarded. */
export const sound: Legacy = (event) =>
  event.InvocationEventType === "NEW_INBOUND_CALL"
    ? answer(question(event))
    : event.InvocationEventType === "HANGUP"
      ? answer()
      : answer(speak("Bye.", legOf(event)), hangup(event));

/** A handler as many were written: it answers nothing, and calls back later. */
export function callbackStyle(legacy: Legacy): Legacy {
  const handler = (event: WireEvent, _: unknown, callback: (error: unknown, answer?: unknown) => void) =>
    void setImmediate(() => {
      try {
        callback(null, legacy(event));
      } catch (error) {
        callback(error);
      }
    });
  return handler as unknown as Legacy;
}

/** Which guards acted, or would have, with their modes. */
export const taken = ({ log }: Pick<Guarded, "log">): readonly string[] =>
  log.flatMap(({ fields }) => (fields.guard === undefined ? [] : [`${fields.guard} ${fields.mode}`]));

export interface Guarded {
  readonly log: { readonly level: string; readonly message: string; readonly fields: LogFields }[];
  readonly clock: VirtualClock;
  readonly handler: ReturnType<typeof harden>;
  caller(service?: Partial<SimulatedCallOptions>): SimulatedCall;
  dial(): Promise<SimulatedCall>;
}

/** A hardened handler on virtual time, with its log. */
export function guarded(legacy: Legacy, options: HardenOptions = {}): Guarded {
  const clock = new VirtualClock();
  const log: { level: string; message: string; fields: LogFields }[] = [];
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void log.push({ level, message, fields });
  const handler = harden(legacy as never, {
    clock,
    logger: { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") },
    ...options,
  });
  const caller = (service: Partial<SimulatedCallOptions> = {}) =>
    simulateCall({ handler: (event) => handler(event), clock, ...service });
  return {
    log,
    clock,
    handler,
    caller,
    dial: () => caller().dial(),
  };
}
