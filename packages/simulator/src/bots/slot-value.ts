import type { IntentDefinition } from "./bot-definition.js";
import { wordsOf } from "./utterance.js";

type SlotDefinition = NonNullable<IntentDefinition["slots"]>[string];

/** A slot's value in the shape of Lex (wire.md 3.16). */
export interface SlotValue {
  readonly Value: {
    readonly OriginalValue: string;
    readonly InterpretedValue: string;
    readonly ResolvedValues: readonly string[];
  };
  readonly Values: readonly never[];
}

const digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** What was said for a slot; undefined when its pattern does not take that. `five two` is also `52`. */
export function slotValue({ pattern }: SlotDefinition, said: string): SlotValue | undefined {
  const original = said.trim();
  const taken = pattern === undefined ? () => true : fits(new RegExp(`^(?:${pattern})$`, "i"));
  const inDigits = digitsIn(original);
  const readings = inDigits === undefined ? [original] : pattern ? [original, inDigits] : [inDigits];
  const interpreted = readings.find(taken);
  if (interpreted === undefined) return undefined;
  return {
    Value: { OriginalValue: original, InterpretedValue: interpreted, ResolvedValues: [interpreted] },
    Values: [],
  };
}

const fits = (pattern: RegExp) => (reading: string) => pattern.test(reading);

function digitsIn(text: string): string | undefined {
  const read = wordsOf(text).map((word) => (/^\d+$/.test(word) ? word : digits.indexOf(word)));
  return read.length === 0 || read.includes(-1) ? undefined : read.join("");
}
