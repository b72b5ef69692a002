import type { SpokenSound } from "../engine/trace.js";
import { plainText } from "./plain-text.js";
import { checkSsml } from "./ssml.js";
import { msOf, rateOf } from "./ssml-elements.js";
import type { SsmlElement } from "./ssml-tree.js";

// A calm voice says about sixteen characters a second.
const msPerCharacter = 60;

const pauses: Readonly<Record<string, number>> = {
  none: 0,
  "x-weak": 0,
  weak: 250,
  medium: 250,
  strong: 500,
  "x-strong": 1000,
};

/** About how long a sound takes to say, in milliseconds: 60 ms a character, and the pauses of SSML. */
export function speechLengthMs(sound: SpokenSound): number {
  const spoken = plainText(sound).length * msPerCharacter;
  if (!sound.ssml) return spoken;
  const checked = checkSsml(sound.text, sound.engine);
  if ("problems" in checked) return spoken;
  const { pauseMs, characters, slowCharacters } = timing(checked.root, 1);
  return Math.round(spoken * (characters === 0 ? 1 : slowCharacters / characters) + pauseMs);
}

interface Timing {
  readonly pauseMs: number;
  /** Characters of the text, and the same with each counted by how slowly it is said. */
  readonly characters: number;
  readonly slowCharacters: number;
}

function timing(element: SsmlElement, slowness: number): Timing {
  const { name, attributes, children } = element;
  const inner = slowness * (100 / ((attributes.rate && rateOf(attributes.rate)) || 100));
  let pauseMs = pauseOf(name, attributes);
  let characters = 0;
  let slowCharacters = 0;
  for (const child of children) {
    if (typeof child === "string") {
      characters += child.length;
      slowCharacters += child.length * inner;
    } else {
      const part = timing(child, inner);
      pauseMs += part.pauseMs;
      characters += part.characters;
      slowCharacters += part.slowCharacters;
    }
  }
  return { pauseMs, characters, slowCharacters };
}

function pauseOf(name: string, { time, strength }: Readonly<Record<string, string>>): number {
  if (name === "p") return pauses["x-strong"] ?? 0;
  if (name === "s") return pauses.strong ?? 0;
  if (name !== "break") return 0;
  return (time === undefined ? undefined : msOf(time)) ?? pauses[strength ?? "medium"] ?? 0;
}
