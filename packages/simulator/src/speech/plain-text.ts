import type { SpokenSound } from "../engine/trace.js";
import { saidAs } from "./say-as.js";
import { checkSsml } from "./ssml.js";
import type { SsmlElement, SsmlNode } from "./ssml-tree.js";
import { languageOf } from "./voices.js";

/** What is heard as words: for transcripts, for lengths, and for voices that know no SSML. */
export function plainText(sound: SpokenSound): string {
  if (!sound.ssml) return tidy(sound.text);
  const checked = checkSsml(sound.text, sound.engine);
  if ("problems" in checked) return tidy(sound.text.replace(/<[^>]*>/g, " "));
  return tidy(wordsIn(checked.root, languageOf(sound)));
}

const tidy = (text: string) =>
  text
    .replace(/\s+/g, " ")
    .replace(/ (?=[.,;:!?])/g, "")
    .trim();

function wordsIn(element: SsmlElement, language: string): string {
  const { name, attributes, children } = element;
  const inner = attributes["xml:lang"] ?? language;
  if (name === "sub") return attributes.alias ?? "";
  if (name === "say-as") {
    return saidAs(attributes["interpret-as"] ?? "", attributes.format, textOf(children), inner);
  }
  const words = children.map((child) => (typeof child === "string" ? child : wordsIn(child, inner))).join("");
  const separates = children.length === 0 || name === "p" || name === "s";
  return separates ? ` ${words} ` : words;
}

/** The text of nodes, without what their elements say about it. */
export const textOf = (nodes: readonly SsmlNode[]): string =>
  nodes.map((node) => (typeof node === "string" ? node : textOf(node.children))).join("");
