/** What is not documented, or contradicts itself, as switches; the defaults are those of wire.md 4.12. */
export interface EngineRules {
  /** Whether `Actions: []` leaves the pending list as it is or stops it; 4.2 is disputed. Default `keeps`. */
  readonly emptyList: "keeps" | "stops";
  /** Whether `ReceivedDigits` is without the terminator (7.2 a); default true. */
  readonly stripTerminator: boolean;
  /** Whether an input regex has to match all of the digits or is searched for (7.2 b); default `search`. */
  readonly inputRegex: "search" | "whole";
  /** Whether the failure prompt is also played after the last try (7.2 e); default true. */
  readonly failurePromptAfterLastTry: boolean;
  /** Whether a listener stays after a match (7.1 #16); default true. */
  readonly listenerStays: boolean;
  /** Who hears a key while digits are collected and a listener is set (7.2 g); default `both`. */
  readonly keysGoTo: "both" | "collector";
  /** What a caller who hangs up in the middle of an action causes (4.12.8); default `action, then hangup`. */
  readonly hangUpInAction: "action, then hangup" | "hangup only";
  /** Whether both legs of a caller who leaves a meeting end in one HANGUP (4.5, 7.2 t); default `one hangup`. */
  readonly callerLeavesMeeting: "one hangup" | "leg by leg";
  /** How many transaction attributes there may be: the page says 100, the error text 10 (7.1 #4). Default 100. */
  readonly mostAttributes: number;
  /** Whether a refused answer is told with INVALID_LAMBDA_RESPONSE before the call is dropped (4.12.3); default `drop`. */
  readonly refusedAnswer: "drop" | "tell";
  /** The telephone numbers of the account, for caller ids (3.11); default `any`. */
  readonly ownNumbers: "any" | readonly string[];
}

export const documentedRules: EngineRules = {
  emptyList: "keeps",
  stripTerminator: true,
  inputRegex: "search",
  failurePromptAfterLastTry: true,
  listenerStays: true,
  keysGoTo: "both",
  hangUpInAction: "action, then hangup",
  callerLeavesMeeting: "one hangup",
  mostAttributes: 100,
  refusedAnswer: "drop",
  ownNumbers: "any",
};

/** What each switch may be: one of these values, a number, or telephone numbers. */
export const ruleChoices: {
  readonly [K in keyof EngineRules]: readonly EngineRules[K][] | "a number" | "any, or numbers";
} = {
  emptyList: ["keeps", "stops"],
  stripTerminator: [true, false],
  inputRegex: ["search", "whole"],
  failurePromptAfterLastTry: [true, false],
  listenerStays: [true, false],
  keysGoTo: ["both", "collector"],
  hangUpInAction: ["action, then hangup", "hangup only"],
  callerLeavesMeeting: ["one hangup", "leg by leg"],
  mostAttributes: "a number",
  refusedAnswer: ["drop", "tell"],
  ownNumbers: "any, or numbers",
};

/** Milliseconds until an unanswered invocation is repeated, once (4.7). */
export const repeatAfterMs = 5000;
/** Milliseconds until an unanswered invocation ends the call (4.7). */
export const giveUpAfterMs = 20_000;
/** Invocations of one call (4.7). */
export const mostInvocations = 1000;
/** Milliseconds that an inbound call rings unanswered (2.1). */
export const unansweredMs = 30_000;
/** Actions of one answer (1.5). */
export const mostActions = 10;
/** Bytes of an answer that Lambda hands on (4.7). */
export const largestAnswer = 6 * 1024 * 1024;
