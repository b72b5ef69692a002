import type { SlotValue } from "./slot-value.js";
import type { Understood } from "./utterance.js";

export type Slots = Readonly<Record<string, SlotValue | null>>;

/** The intent with which a talk ended. */
export interface ReachedIntent {
  readonly Name: string;
  readonly Slots: Slots;
  readonly State: "Fulfilled" | "ReadyForFulfillment" | "Failed";
  readonly ConfirmationState: "Confirmed" | "Denied" | "None";
}

export const fallbackName = "FallbackIntent";

// Lex tells at most five.
const mostInterpretations = 5;

/** The `IntentResult` of StartBotConversation (wire.md 3.16). */
export function intentResult(
  sessionId: string,
  attributes: Readonly<Record<string, string>>,
  intent: ReachedIntent,
  understood: readonly Understood[],
): object {
  const isFallback = intent.Name === fallbackName;
  const others = understood
    .filter((other) => other.intent.name !== intent.Name)
    .map(({ score, intent: { name } }) => ({
      // Sure of it is only the one that was chosen.
      NluConfidence: { Score: Math.min(score, 0.99) },
      Intent: { Name: name, Slots: {} },
    }));
  const reached = isFallback ? { Intent: intent } : { NluConfidence: { Score: 1 }, Intent: intent };
  const fallback = isFallback ? [] : [{ Intent: { Name: fallbackName, Slots: {} } }];
  return {
    SessionId: sessionId,
    SessionState: { SessionAttributes: attributes, Intent: intent },
    Interpretations: [reached, ...fallback, ...others].slice(0, mostInterpretations),
  };
}
