import { SaxesParser } from "saxes";

/** An element of SSML; text between elements is a string. */
export interface SsmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly SsmlNode[];
  /** Where its tag begins, as an index into the text. */
  readonly at: number;
}

export type SsmlNode = SsmlElement | string;

/** What is wrong with a text of SSML, where, and what to do. Lines and columns count from 1. */
export interface SsmlProblem {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly remedy: string;
}

/** A problem at an index of a text. */
export function problemAt(source: string, at: number, text: string, remedy: string): SsmlProblem {
  const before = source.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, text, remedy };
}

interface OpenElement extends SsmlElement {
  readonly children: SsmlNode[];
}

// The parser goes on to read such an ampersand as an entity, and then complains about something else.
const strayAmpersand = /&(?!(?:#\d+|#x[\da-f]+|\w+);)/i;

/** Reads XML strictly: the root element, or the first thing that is not well-formed. */
export function parseXml(source: string): SsmlElement | SsmlProblem {
  const withoutCdata = source.replace(/<!\[CDATA\[.*?\]\]>|<!--.*?-->/gs, (found) =>
    " ".repeat(found.length),
  );
  const stray = strayAmpersand.exec(withoutCdata);
  if (stray) return problemAt(source, stray.index, '"&" stands alone', 'write "&amp;"');

  let problem: SsmlProblem | undefined;
  const complain = (at: number, text: string, remedy: string) => {
    problem ??= problemAt(source, at, text, remedy);
  };
  const parser = new SaxesParser({ xmlns: false });
  const open: OpenElement[] = [];
  let root: SsmlElement | undefined;
  let tagAt = 0;
  const addText = (text: string) => void open.at(-1)?.children.push(text);

  const complainOfTags = (atEnd: boolean) => {
    const closingAt = source.lastIndexOf("</", parser.position);
    const closing = /^<\/([^\s>]+)/.exec(source.slice(closingAt))?.[1] ?? "";
    const unclosed = open.at(-1);
    if (unclosed && (atEnd || open.some(({ name }) => name === closing))) {
      return complain(
        unclosed.at,
        `<${unclosed.name}> is not closed`,
        `write </${unclosed.name}> where it ends`,
      );
    }
    complain(
      closingAt,
      `</${closing}> closes nothing`,
      `leave it out, or write <${closing}> where it begins`,
    );
  };
  parser.on("error", ({ message }) => {
    const what = message.replace(/^\d+:\d+: /, "").replace(/\.$/, "");
    const unbalanced = /unclosed tag|close tag|closing tag/.test(what);
    if (unbalanced) return complainOfTags(what.startsWith("unclosed"));
    complain(Math.max(0, parser.position - 1), `this is not well-formed XML: ${what}`, remedyFor(what));
  });
  parser.on("doctype", () => complain(0, "there is a DOCTYPE", "leave it out"));
  parser.on("processinginstruction", ({ target }) =>
    complain(parser.position - 1, `there is a processing instruction, <?${target}?>`, "leave it out"),
  );
  parser.on("opentagstart", () => {
    tagAt = source.lastIndexOf("<", parser.position - 1);
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: OpenElement = { name, attributes: { ...attributes }, children: [], at: tagAt };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on("closetag", () => void open.pop());
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.write(source).close();
  return (
    problem ?? root ?? problemAt(source, 0, "there is no element", "put the text into <speak>...</speak>")
  );
}

function remedyFor(what: string): string {
  if (what.includes("text data outside") || what.includes("root"))
    return "put the whole text into one <speak>...</speak>";
  if (what.includes("entity")) return "only &amp; &lt; &gt; &quot; &apos; and &#...; are known";
  if (what.includes("attribute")) return 'write each attribute once, as name="value"';
  return 'write "<" as "&lt;" and "&" as "&amp;"';
}
