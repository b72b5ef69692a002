import type { IntentDefinition } from "./bot-definition.js";

/** An intent that may be meant, with what was said for its slots. */
export interface Understood {
  readonly intent: IntentDefinition;
  readonly values: Readonly<Record<string, string>>;
  /** 1 is certain. */
  readonly score: number;
}

const placeholder = /\{([^{}]+)\}/g;

/** The slots that an utterance names. */
export const slotNames = (utterance: string): string[] =>
  [...utterance.matchAll(placeholder)].map(([, name = ""]) => name.trim());

/** Words as they are compared: small letters, no punctuation. */
export const wordsOf = (text: string): string[] => withoutApostrophes(text).toLowerCase().match(word) ?? [];

const word = /[\p{L}\p{M}\p{N}*#+]+/gu;
const notWord = String.raw`[^\p{L}\p{M}\p{N}*#+]`;
const withoutApostrophes = (text: string) => text.replace(/['’]/g, "");
const escapeRegExp = (text: string) => text.replace(/[*+]/g, "\\$&");

/** What may be meant by a text, the best first; the same text always means the same. Only a score of 1 is understood. */
export function understand(intents: readonly IntentDefinition[], text: string): readonly Understood[] {
  return intents
    .map((intent) => {
      const [best] = intent.utterances.map((utterance) => matchOf(intent, utterance, text)).sort(bestFirst);
      return best ?? { intent, values: {}, score: 0, literals: 0 };
    })
    .sort(bestFirst);
}

interface Match extends Understood {
  /** Of two utterances that fit, the one with more words of its own says more about what is meant. */
  readonly literals: number;
}

const bestFirst = (one: Match, other: Match) => other.score - one.score || other.literals - one.literals;

/** An utterance fits when it accounts for all that was said; else it is as near as it has words in common. */
function matchOf(intent: IntentDefinition, utterance: string, text: string): Match {
  const own = wordsOf(utterance.replace(placeholder, " "));
  const values = valuesIn(utterance, text);
  if (values) return { intent, values, score: 1, literals: own.length };
  const said = new Set(wordsOf(text));
  const common = own.filter((one) => said.has(one)).length;
  const score = own.length === 0 ? 0 : Math.round((50 * common) / own.length) / 100;
  return { intent, values: {}, score, literals: own.length };
}

function valuesIn(utterance: string, text: string): Record<string, string> | undefined {
  // Odd places are the names of slots.
  const parts = utterance
    .split(placeholder)
    .flatMap((part, index) => (index % 2 === 1 ? ["(.+?)"] : wordsOf(part).map(escapeRegExp)));
  const pattern = new RegExp(`^${notWord}*${parts.join(`${notWord}+`)}${notWord}*$`, "iu");
  const [whole, ...found] = pattern.exec(withoutApostrophes(text)) ?? [];
  if (whole === undefined) return undefined;
  return Object.fromEntries(slotNames(utterance).map((name, index) => [name, found[index] ?? ""]));
}
