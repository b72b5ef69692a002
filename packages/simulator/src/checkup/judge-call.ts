import { nothing, wordsOf } from "./decisions.js";
import type { Finding, Rule } from "./findings.js";
import type { PlayedCall } from "./play-call.js";

// A caller who is asked the same so often has long given up.
const mostSameQuestions = 10;

/** What one call shows of its handler. */
export function judgeCall(call: PlayedCall): readonly Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const find = (rule: Rule, what: string, events: number) => {
    if (seen.has(rule + what)) return;
    seen.add(rule + what);
    findings.push({ rule, what, ...shownBy(call, events), count: 1 });
  };
  let events = 0;
  for (const entry of call.trace) {
    if (entry.kind === "event") events += 1;
    if (entry.kind !== "warning") continue;
    const rule = ruleOf(entry.text, entry.where !== undefined);
    const where = entry.where === undefined ? "" : `${entry.where}: `;
    if (rule) find(rule, `${where}${entry.text.replace("the service drops the call: ", "")}`, events);
  }
  if (call.endless && asksOnAndOn(call)) {
    find(
      "endless-loop",
      "the same list is answered again and again, and the call does not end by itself",
      call.events.length,
    );
  }
  return findings;
}

/** The rule that a warning of the engine is about; undefined when it is about none. */
export function ruleOf(text: string, inAnswer: boolean): Rule | undefined {
  if (text.startsWith("dead air")) return "dead-air";
  if (text.includes("is left alone")) return "forgotten-leg";
  if (/no answer within|no answer after/.test(text)) return "too-slow";
  if (text.includes("the handler threw")) return "exception";
  if (text.startsWith("the service drops the call") || text.startsWith("the answer was refused")) {
    return /invocations|30 s/.test(text) ? undefined : "refused-answer";
  }
  return inAnswer ? "invalid-answer" : undefined;
}

/** Whether the caller was asked, or something failed, over and over: music that waits for somebody is no loop. */
function asksOnAndOn({ points }: PlayedCall): boolean {
  const last = points.slice(-mostSameQuestions);
  const where = new Set(last.map((point) => point.where.replace(/\d+/g, "0")));
  const unanswered = last.some(
    ({ decision }) => decision.does === "says nothing" || decision.does === "fails",
  );
  return unanswered && where.size <= 4;
}

/** The steps that lead to an event, and what is heard until then; what is usual and changes nothing is left out. */
export function shownBy(call: PlayedCall, events: number): Pick<Finding, "steps" | "hears"> {
  const steps = call.points
    .filter((point) => point.events < events)
    .map(({ action, decision }) => ({
      usual: decision.does === "goes on",
      words: wordsOf(decision, action?.Type ?? nothing),
    }));
  const shown = steps.filter(({ usual }, at) => !usual || at === steps.length - 1).map(({ words }) => words);
  let until = 0;
  const hears = call.trace.flatMap((entry) => {
    if (entry.kind === "event") until += 1;
    if (entry.kind !== "hears" || entry.leg !== "LEG-A" || until > events) return [];
    return ["text" in entry.sound ? `“${entry.sound.text}”` : entry.sound.key];
  });
  const first = call.events[0]?.InvocationEventType ?? "a call";
  return { steps: [first, ...shorten(shown)], hears: hears.slice(-6) };
}

/** What happens many times in a row is told once. */
function shorten(steps: readonly string[]): string[] {
  const short: { text: string; times: number }[] = [];
  for (const text of steps) {
    const last = short.at(-1);
    if (last?.text === text) last.times += 1;
    else short.push({ text, times: 1 });
  }
  return short.map(({ text, times }) => (times > 1 ? `${text} (${times} times)` : text));
}
