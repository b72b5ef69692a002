/** What holds for every call, by name; each is checked on every simulated call unless it is switched off. */
export const promises = {
  "no-dead-air": "a live call always has something that is heard, somebody who waits, or a meeting or party",
  "valid-answers": "every answer keeps to the rules of the platform, and no handler throws",
  "same-answer-twice": "the same event delivered to another process is answered the same",
  "in-time": "an answer comes before the service delivers the event again, after 5 s",
  "nothing-kept-of-a-failure": "what a handler was about to keep when it threw is not in the call state",
  "no-leg-left-alone": "when a leg is gone the others are hung up, joined or spoken to",
  "everything-given-back": "when the call is over none of its attendees has a place in a meeting",
  "cleanup-once": "when the last leg is gone an IVR cleans up, and does so once",
  "no-secret-in-logs": "digits, join tokens and phone numbers do not get into the log",
  "no-secret-in-state":
    "join tokens, and keys that were typed as a secret, do not get into TransactionAttributes",
  "no-data-of-another-call":
    "what one call brought along does not turn up in the answers, the state or the log of another",
  "small-state": "the call state stays within eight attributes of 1,024 characters",
} as const;

export type PromiseName = keyof typeof promises;

/** A promise that was broken in a call. */
export interface Broken {
  readonly promise: PromiseName;
  /** What was seen, in one sentence. */
  readonly what: string;
  /** After so many entries of the call's trace. */
  readonly at: number;
}
