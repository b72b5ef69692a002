import prompts from "../prompts/prompts.json" with { type: "json" };

/** What a call shows for prompts that were heard: spoken ones as their text. */
export const heard = (...names: (keyof typeof prompts)[]): string[] =>
  names.map((name) => prompts[name].text);

/** Nothing is to be known of sounds: there are none. */
export const sounds = {};
