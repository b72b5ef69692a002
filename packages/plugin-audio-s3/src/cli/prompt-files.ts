import type { AudioS3Options } from "../options.js";
import { allDefinitions, type Definition } from "../store/definitions.js";

/** A WAV file that prompts are played from. */
export interface PromptFile {
  readonly key: string;
  /** The prompts that are played from it; the first is what it says. */
  readonly definitions: readonly [Definition, ...Definition[]];
}

/** The WAV files of all prompts, in all locales, each once. */
export function promptFiles(options: AudioS3Options): readonly PromptFile[] {
  const files = new Map<string, [Definition, ...Definition[]]>();
  for (const definition of allDefinitions(options)) {
    const { wav } = definition.prompt;
    if (wav === undefined) continue;
    const known = files.get(wav);
    if (known) known.push(definition);
    else files.set(wav, [definition]);
  }
  return [...files].map(([key, definitions]) => ({ key, definitions }));
}

/** The names of a file's prompts, with their locales: `welcome, welcome (es)`. */
export const namesOf = ({ definitions }: PromptFile): string =>
  definitions.map(({ name, tag }) => (tag === "default" ? name : `${name} (${tag})`)).join(", ");
