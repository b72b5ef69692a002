import type { Decision } from "./decisions.js";
import type { Finding, Rule } from "./findings.js";
import type { HandlerFactory, HandlerUnderTest } from "./handler-process.js";
import { shownBy } from "./judge-call.js";
import type { PlayedCall } from "./play-call.js";

/** Plays calls that were played before in another way, and says what came out otherwise. */
export interface Probe {
  readonly rule: Rule;
  /** Whether an answer that is not the same twice would show here too, as something else. */
  readonly compares: boolean;
  /** Fresh environments take time to start: only so many calls are played in them, those with the most events. */
  readonly mostCalls?: number;
  run(call: PlayedCall, tested: HandlerUnderTest, handlers: HandlerFactory): Promise<readonly Finding[]>;
}

/** What happened in a call, to happen again. */
export const decisionsOf = ({ points }: PlayedCall): readonly Decision[] =>
  points.map(({ decision }) => decision);

/** What a probe has seen in a call, at an event. */
export const finding = (rule: Rule, what: string, call: PlayedCall, events: number): Finding => ({
  rule,
  what,
  ...shownBy(call, events),
  count: 1,
});
