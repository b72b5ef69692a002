/** What holds for every call, by name; each is checked on every simulated call unless it is switched off. */
export const promises = {
  "no-dead-air": "a live call always has something that is heard, somebody who waits, or a meeting or party",
  "valid-answers": "every answer keeps to the rules of the platform, and no handler throws",
  "same-answer-twice": "the same event delivered twice is answered the same",
  "in-time": "an answer comes before the service delivers the event again, after 5 s",
  "no-leg-left-alone": "when a leg is gone the others are hung up, joined or spoken to",
  "everything-given-back": "when the call is over none of its attendees has a place in a meeting",
  "no-secret-in-logs": "digits, join tokens and phone numbers do not get into the log",
  "no-secret-in-state":
    "join tokens, and keys that were typed as a secret, do not get into TransactionAttributes",
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
