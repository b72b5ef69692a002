import type { Action } from "@switchhook/core/wire";

/** What happens at one point of a call: while an action runs, or while nothing does. */
export type Decision =
  | { readonly does: "goes on" }
  | { readonly does: "says nothing" }
  | { readonly does: "types"; readonly keys: string }
  | { readonly does: "fails"; readonly errorType: string; readonly asText: boolean }
  | { readonly does: "caller hangs up" }
  | { readonly does: "other leg ends" }
  | { readonly does: "update" };

/** A decision in words that stand in a list of what happened. */
export function wordsOf(decision: Decision, action: string): string {
  switch (decision.does) {
    case "goes on":
      return action === nothing ? "the caller waits" : `${action} runs to its end`;
    case "says nothing":
      return `${action}: the caller says nothing`;
    case "types":
      return `${action}: the caller types ${decision.keys}`;
    case "fails":
      return `${action} fails: ${decision.errorType}${decision.asText ? ' (as one text in "Error")' : ""}`;
    case "caller hangs up":
      return action === nothing ? "the caller hangs up" : `the caller hangs up during ${action}`;
    case "other leg ends":
      return action === nothing ? "LEG-B ends" : `LEG-B ends during ${action}`;
    case "update":
      return action === nothing ? "an update comes from outside" : `an update comes during ${action}`;
  }
}

/** The name of the point at which no action runs. */
export const nothing = "nothing";

const collectors = ["PlayAudioAndGetDigits", "SpeakAndGetDigits"];

/** The documented errors of each action (wire.md 3.18); what is the same for a handler is there once. */
const errors: Readonly<Record<string, readonly string[]>> = {
  PlayAudio: ["InvalidAudioSource"],
  PlayAudioAndGetDigits: ["InvalidAudioSource"],
  Speak: ["ActionExecutionThrottled"],
  SpeakAndGetDigits: ["SystemException"],
  RecordAudio: ["InvalidActionParameter"],
  StartCallRecording: ["NoAccessToDestination"],
  CallAndBridge: ["CallNotAnswered"],
  JoinChimeMeeting: ["ErrorJoiningMeeting"],
  ModifyChimeMeetingAttendees: ["InvalidActionParameter"],
  VoiceFocus: ["ActionExecutionThrottled"],
  StartBotConversation: ["ResourceAccessDenied"],
};

export interface Point {
  /** The action that starts; undefined when none runs. */
  readonly action: Action | undefined;
  readonly otherLeg: boolean;
}

/** All that may happen at a point and that matters to a handler, what is usual first. */
export function decisionsAt(
  { action, otherLeg }: Point,
  knownDigits: readonly string[],
): readonly Decision[] {
  const always: Decision[] = [
    { does: "caller hangs up" },
    ...(otherLeg ? [{ does: "other leg ends" } as const] : []),
    { does: "update" },
  ];
  if (!action) return always;
  if (action.Type === "Hangup") return [{ does: "goes on" }];
  const failures = (errors[action.Type] ?? ["SystemException"]).flatMap((errorType): Decision[] => [
    { does: "fails", errorType, asText: false },
    { does: "fails", errorType, asText: true },
  ]);
  const usual: Decision[] = collectors.includes(action.Type)
    ? [
        { does: "says nothing" },
        ...digitsFor(action, knownDigits).map((keys): Decision => ({ does: "types", keys })),
      ]
    : [{ does: "goes on" }];
  return [...usual, ...failures, ...always];
}

const plain = "123456789012345678901234567890";

/** Digits that are worth a try: those that are known, every key of a menu, and some that fit by number alone. */
function digitsFor(action: Action, known: readonly string[]): readonly string[] {
  const { MinNumberOfDigits, MaxNumberOfDigits, TerminatorDigits } = action.Parameters as {
    MinNumberOfDigits?: number;
    MaxNumberOfDigits?: number;
    TerminatorDigits?: readonly string[];
  };
  const most = Number(MaxNumberOfDigits ?? 128);
  const end = TerminatorDigits?.[0] ?? "#";
  const ended = (digits: string) => (digits.length < most ? `${digits}${end}` : digits);
  if (most === 1)
    return [...plain.slice(0, 10)].concat("0").filter((key, at, all) => all.indexOf(key) === at);
  const some = plain.slice(0, Math.max(1, Math.min(most, Number(MinNumberOfDigits ?? 1) || 4)));
  return [...known.filter(({ length }) => length <= most), "9".repeat(some.length), some]
    .map(ended)
    .filter((keys, at, all) => all.indexOf(keys) === at);
}
