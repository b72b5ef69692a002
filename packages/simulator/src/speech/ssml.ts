import { didYouMean } from "../engine/did-you-mean.js";
import type { SpokenSound } from "../engine/trace.js";
import { type ElementRule, ssmlElements } from "./ssml-elements.js";
import { parseXml, problemAt, type SsmlElement, type SsmlProblem } from "./ssml-tree.js";

/** How long a text may be, tags included (wire.md 3.4). */
const mostCharacters = 1000;

type Engine = "standard" | "neural";

/** The tree of a text of SSML, or everything that Polly would refuse in it. */
export type CheckedSsml = { readonly root: SsmlElement } | { readonly problems: readonly SsmlProblem[] };

/** Reads SSML as Polly does for the voices of that engine; default `standard`. */
export function checkSsml(source: string, engine: Engine = "standard"): CheckedSsml {
  const root = parseXml(source);
  if ("line" in root) return { problems: [root] };
  const problems: SsmlProblem[] = [];
  const complain: Complain = (at, text, remedy) => void problems.push(problemAt(source, at, text, remedy));
  if (root.name !== "speak") {
    complain(root.at, `the text begins with <${root.name}>`, "put the whole text into <speak>...</speak>");
  }
  checkElement(root, [], engine, complain);
  return problems.length > 0 ? { problems } : { root };
}

/** Everything for which the service would refuse to speak a sound; nothing, when it is fine. */
export function problemsOfSpeech(sound: SpokenSound): readonly SsmlProblem[] {
  const { text, ssml, engine } = sound;
  if (text.trim() === "")
    return [problemAt(text, 0, "the text is empty", "give at least one word to be spoken")];
  if (text.length > mostCharacters) {
    const what = `the text has ${text.length} characters, and Text is limited to ${mostCharacters}, tags included`;
    return [problemAt(text, mostCharacters, what, "speak it in several actions")];
  }
  if (!ssml) return [];
  const checked = checkSsml(text, engine);
  return "problems" in checked ? checked.problems : [];
}

/** A problem as one sentence. */
export const describeProblem = ({ line, column, text, remedy }: SsmlProblem): string =>
  `SSML, line ${line}, column ${column}: ${text}; ${remedy}`;

type Complain = (at: number, text: string, remedy: string) => void;

function checkElement(
  element: SsmlElement,
  parents: readonly string[],
  engine: Engine,
  complain: Complain,
): void {
  const { name, at } = element;
  const rule = Object.hasOwn(ssmlElements, name) ? ssmlElements[name] : undefined;
  if (rule) {
    checkPlace(element, rule, parents, complain);
    if (rule.engine && rule.engine !== engine) {
      const remedy = rule.engine === "neural" ? 'set Engine to "neural", or leave it out' : "leave it out";
      complain(at, `<${name}> is not available with ${engine} voices`, remedy);
    }
    checkAttributes(element, rule, engine, complain);
  } else {
    const meant = didYouMean(name, Object.keys(ssmlElements));
    complain(
      at,
      `<${name}> is no element of Polly's SSML`,
      meant ? `did you mean <${meant}>?` : "leave it out",
    );
  }
  for (const child of element.children) {
    if (typeof child !== "string") checkElement(child, [...parents, name], engine, complain);
  }
}

function checkPlace(
  { name, children, at }: SsmlElement,
  rule: ElementRule,
  parents: readonly string[],
  complain: Complain,
): void {
  const around = rule.notIn?.find((other) => parents.includes(other));
  if (around) complain(at, `<${name}> may not be inside <${around}>`, `close <${around}> before it`);
  if (
    rule.holds === "nothing" &&
    children.some((child) => typeof child !== "string" || child.trim() !== "")
  ) {
    complain(at, `<${name}> may hold nothing`, `write <${name}/>`);
  }
  const element = children.find((child) => typeof child !== "string");
  if (rule.holds === "text" && element) {
    complain(element.at, `<${name}> may hold only text`, `take <${element.name}> out of it`);
  }
}

function checkAttributes(
  { name, attributes, at }: SsmlElement,
  rule: ElementRule,
  engine: Engine,
  complain: Complain,
): void {
  const known = Object.keys(rule.attributes);
  for (const [attribute, value] of Object.entries(attributes)) {
    const expects = Object.hasOwn(rule.attributes, attribute) ? rule.attributes[attribute] : undefined;
    if (!expects) {
      const meant = didYouMean(attribute, known);
      const remedy = meant
        ? `did you mean ${meant}?`
        : known.length > 0
          ? `it has ${known.join(", ")}`
          : "it has none";
      complain(at, `<${name}> has no attribute ${attribute}`, remedy);
    } else if (!expects.takes(value)) {
      complain(at, `${attribute}="${value}" of <${name}> is not valid`, `give ${expects.expected}`);
    } else if (engine === "neural" && standardOnly(expects.standardOnly, value)) {
      complain(
        at,
        `${attribute}="${value}" of <${name}> is not available with neural voices`,
        "leave it out",
      );
    }
  }
  for (const attribute of known) {
    const expects = rule.attributes[attribute];
    if (expects?.required && attributes[attribute] === undefined) {
      complain(at, `<${name}> needs the attribute ${attribute}`, `give ${expects.expected}`);
    }
  }
  if (rule.needsOne && Object.keys(attributes).length === 0) {
    complain(at, `<${name}> needs an attribute`, `give one of ${known.join(", ")}`);
  }
}

const standardOnly = (only: true | readonly string[] | undefined, value: string): boolean =>
  only === true || (only?.includes(value) ?? false);
