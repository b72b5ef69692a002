import { isForeign, standsIn } from "@switchhook/core/harness";
import type { PromiseName } from "./promises.js";
import { formsOfKeys, joinTokens } from "./secrets.js";

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
  const texts = Object.entries(attributes).map(([name, value]: [string, unknown]) => ({
    name,
    text: typeof value === "object" ? JSON.stringify(value) : String(value),
  }));
  const foreign = texts.filter(({ name }) => isForeign(name)).map(({ text }) => text);
  const all = [stateOf(texts), ...foreign].join("\n");
  const characters = texts.reduce((sum, { text }) => sum + text.length, 0);
  const isKept = (secret: string) => standsIn(all, secret);
  const kept = [
    ...(joinTokens(answer).some(isKept) ? ["a join token"] : []),
    ...(secrets.flatMap(formsOfKeys).some(isKept) ? ["what was typed as a secret"] : []),
  ];
  return [
    ...kept.map((what) => ({
      promise: "no-secret-in-state" as const,
      what: `${what} is in TransactionAttributes`,
    })),
    ...(characters > mostCharacters
      ? [
          {
            promise: "small-state" as const,
            what: `TransactionAttributes have ${characters} characters in all`,
          },
        ]
      : []),
  ];
}

/** The state of an IVR, which is cut wherever an attribute is full. */
const stateOf = (texts: readonly { readonly name: string; readonly text: string }[]): string =>
  texts
    .filter(({ name }) => !isForeign(name))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ text }) => text)
    .join("");
