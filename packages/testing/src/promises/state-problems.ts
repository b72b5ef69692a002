import type { PromiseName } from "./promises.js";

// Each is checked with the answer; what all together may have is not documented, and they travel with every event.
const mostCharacters = 8 * 1024;

export interface Problem {
  readonly promise: PromiseName;
  readonly what: string;
}

/** What is wrong with the attributes of an answer. */
export function stateProblems(
  attributes: object | undefined,
  answer: unknown,
  secrets: readonly string[],
): readonly Problem[] {
  if (attributes === undefined) return [];
  // The service passes on objects, too (wire.md 4.6).
  const text = Object.values(attributes)
    .map((value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value)))
    .join("");
  const tokens = joinTokens(answer);
  return [
    ...[...tokens, ...secrets]
      .filter((secret) => text.includes(secret))
      .map((secret) => ({
        promise: "no-secret-in-state" as const,
        what: `${tokens.includes(secret) ? "a join token" : "what was typed as a secret"} is in TransactionAttributes`,
      })),
    ...(text.length > mostCharacters
      ? [
          {
            promise: "small-state" as const,
            what: `TransactionAttributes have ${text.length} characters in all`,
          },
        ]
      : []),
  ];
}

/** The secrets of an answer: whoever has one can join the meeting. */
export const joinTokens = (answer: unknown): readonly string[] =>
  [...(JSON.stringify(answer) ?? "").matchAll(/"JoinToken":"([^"]{8,})"/g)].map(([, token]) => token ?? "");
