import type { SpokenSound } from "../engine/trace.js";
import { textOf } from "./plain-text.js";
import { saidAs } from "./say-as.js";
import { checkSsml } from "./ssml.js";
import type { SsmlElement, SsmlNode } from "./ssml-tree.js";
import { inLanguage, type Voice } from "./voices.js";

/** What a program is given to speak. */
export interface VoiceText {
  readonly text: string;
  /** What is not heard as the service would say it. */
  readonly notes: readonly string[];
}

/** A sound in the SSML that espeak-ng reads rightly; a text that is none becomes SSML, so that nothing in it is a command. */
export function voiceSsml(sound: SpokenSound, voice: Voice): VoiceText {
  const checked = sound.ssml ? checkSsml(sound.text, sound.engine) : undefined;
  const notes = new Set<string>();
  const inside =
    checked && "root" in checked
      ? new EspeakWriter(voice, notes).element(checked.root, voice)
      : escapeText(sound.text);
  return { text: withoutCommands(`<speak>${inside}</speak>`), notes: [...notes] };
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeText = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? "");

/** Text without the commands of voice programs: control characters, and `[[`, which begins one for espeak-ng and for `say`. */
export const withoutCommands = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, " ").replace(/\[(?=\[)/g, "[ ");

/** Writes a checked tree anew, for espeak-ng. */
class EspeakWriter {
  #switches = false;

  constructor(
    private readonly base: Voice,
    private readonly notes: Set<string>,
  ) {}

  element(element: SsmlElement, voice: Voice): string {
    const { name, attributes, children } = element;
    const spoken = this.#inLanguageOf(attributes["xml:lang"], voice);
    const inside = () => this.#nodes(children, spoken);
    switch (name) {
      case "p":
      case "s":
      case "emphasis":
        return tag(name, { level: attributes.level }, inside());
      case "break":
        return tag(name, attributes, "");
      case "prosody":
        return tag(name, this.#prosody(attributes), inside());
      case "sub":
        return this.#words(attributes.alias ?? "", spoken);
      case "say-as":
        return this.#sayAs(attributes, textOf(children), spoken);
      case "phoneme":
        this.notes.add("<phoneme> is read as the word inside it");
        return inside();
      case "w":
        this.notes.add("the role of <w> is not heard");
        return inside();
      case "mark":
        return "";
      default:
        if (name.startsWith("amazon:")) this.notes.add(`<${name}> is not heard`);
        return inside();
    }
  }

  #nodes(nodes: readonly SsmlNode[], voice: Voice): string {
    return nodes
      .map((node) => (typeof node === "string" ? this.#words(node, voice) : this.element(node, voice)))
      .join("");
  }

  #words(text: string, voice: Voice): string {
    const escaped = escapeText(text);
    return text.trim() === "" ? escaped : this.#said(escaped, voice);
  }

  // espeak-ng ignores <lang>, and does not go back to the first voice after the end of <voice>: so both are named.
  #said(markup: string, voice: Voice): string {
    return this.#switches ? tag("voice", { name: voice.espeak }, markup) : markup;
  }

  #inLanguageOf(language: string | undefined, voice: Voice): Voice {
    if (language === undefined || language === voice.language) return voice;
    const other = inLanguage(this.base, language);
    if (other === this.base && language !== this.base.language) {
      this.notes.add(`there is no voice for "${language}"`);
      return voice;
    }
    this.#switches = true;
    return other;
  }

  #sayAs({ "interpret-as": kind = "", format }: Attributes, text: string, voice: Voice): string {
    const own = espeakKinds[kind];
    if (own) return this.#said(tag("say-as", { "interpret-as": own }, escapeText(text.trim())), voice);
    if (kind === "expletive") this.notes.add("the beep of an expletive is the word");
    return this.#words(saidAs(kind, format, text, voice.language), voice);
  }

  #prosody({ rate, pitch, volume, ...others }: Attributes): Attributes {
    if (others["amazon:max-duration"]) this.notes.add("amazon:max-duration of <prosody> is not kept");
    const decibels = volume === undefined ? undefined : /^([+-]\d+(?:\.\d+)?)dB$/.exec(volume)?.[1];
    const percent = decibels === undefined ? undefined : Math.round(100 * 10 ** (Number(decibels) / 20));
    return { rate, pitch, volume: percent === undefined ? volume : `${percent}%` };
  }
}

/** The kinds that espeak-ng reads itself; its own `digits` is read as one number. */
const espeakKinds: Readonly<Record<string, string>> = {
  characters: "characters",
  "spell-out": "characters",
  digits: "characters",
  telephone: "telephone",
};

type Attributes = Readonly<Record<string, string | undefined>>;

function tag(name: string, attributes: Attributes, inside: string): string {
  const written = Object.entries(attributes)
    .map(([attribute, value]) => (value === undefined ? "" : ` ${attribute}="${escapeText(value)}"`))
    .join("");
  return inside === "" ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}
