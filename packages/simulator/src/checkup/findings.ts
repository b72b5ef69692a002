/** What a rule of the check-up says of a handler. */
export const rules = {
  "dead-air": "answer every event of a live call with something that is heard, or hang up",
  "forgotten-leg":
    "on HANGUP, hang up every other leg that is Connected: no leg takes another down, and it is billed",
  "endless-loop": "count the tries, and after the last one say goodbye and hang up",
  "data-of-another-call":
    "keep nothing of a call in module variables: a warm Lambda serves many calls; use TransactionAttributes",
  "not-the-same-answer-twice":
    "make the answer depend on the event alone, and side effects happen once: the service repeats an event after 5 s",
  "warm-differs-from-fresh":
    "keep what a call needs in TransactionAttributes: the next event of it may meet another Lambda environment",
  "participants-by-position": "find legs by ParticipantTag: their order is not guaranteed",
  "needs-status": "do not rely on Status: the first events of real calls have none",
  "needs-error-type": 'read failures in both forms: ErrorType and ErrorMessage, or one text in "Error"',
  "invalid-answer": "send only documented parameters, within their bounds",
  "refused-answer": "answer an object with SchemaVersion 1.0 and at most ten known actions",
  exception: "catch what may go wrong, and answer an apology and a hang-up",
  "too-slow": "answer within 5 s: after that the service sends the event again, after 20 s it hangs up",
  "secrets-in-logs": "leave digits, tokens and telephone numbers out of the log, or shorten them",
} as const;

export type Rule = keyof typeof rules;

export interface Finding {
  readonly rule: Rule;
  /** What was seen, in one sentence. */
  readonly what: string;
  /** What happens in a call until it shows, the shortest way that was found. */
  readonly steps: readonly string[];
  /** What the caller hears meanwhile. */
  readonly hears: readonly string[];
  /** In how many of the calls it showed. */
  readonly count: number;
}

/** Finds what is the same in one list: the one with the fewest steps stays, the others are counted. */
export function merged(findings: readonly Finding[]): readonly Finding[] {
  const kept = new Map<string, Finding>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const known = kept.get(key);
    const shorter = !known || finding.steps.length < known.steps.length ? finding : known;
    kept.set(key, { ...shorter, count: (known?.count ?? 0) + finding.count });
  }
  const order = Object.keys(rules);
  return [...kept.values()].sort((one, other) => order.indexOf(one.rule) - order.indexOf(other.rule));
}

/** What a finding is about, from one run to the next: for merging, and for baselines. */
export const keyOf = ({ rule, what }: Pick<Finding, "rule" | "what">): string =>
  `${rule}: ${what.replace(/\d+/g, "0")}`;
