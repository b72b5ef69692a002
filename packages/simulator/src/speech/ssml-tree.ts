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
  const outsideCdata = source.replace(/<!\[CDATA\[.*?\]\]>|<!--.*?-->/gs, ({ length }) => " ".repeat(length));
  const stray = strayAmpersand.exec(outsideCdata);
  if (stray) return problemAt(source, stray.index, '"&" stands alone', 'write "&amp;"');
  return new XmlReader(source).read();
}

class XmlReader {
  readonly #parser = new SaxesParser({ xmlns: false });
  readonly #open: OpenElement[] = [];
  #root: SsmlElement | undefined;
  #problem: SsmlProblem | undefined;
  #tagAt = 0;
  #closed: OpenElement | undefined;

  constructor(private readonly source: string) {
    const parser = this.#parser;
    parser.on("error", ({ message }) => this.#notWellFormed(message));
    parser.on("doctype", () => this.#complain("there is a DOCTYPE", "leave it out"));
    parser.on("processinginstruction", ({ target }) =>
      this.#complain(`there is a processing instruction, <?${target}?>`, "leave it out"),
    );
    parser.on("opentagstart", () => {
      this.#tagAt = source.lastIndexOf("<", parser.position - 1);
    });
    parser.on("opentag", ({ name, attributes }) => this.#begin(name, { ...attributes }));
    parser.on("closetag", () => {
      this.#closed = this.#open.pop();
    });
    parser.on("text", (text) => void this.#open.at(-1)?.children.push(text));
    parser.on("cdata", (text) => void this.#open.at(-1)?.children.push(text));
  }

  read(): SsmlElement | SsmlProblem {
    this.#parser.write(this.source).close();
    if (!this.#problem && this.#root) return this.#root;
    this.#complain("there is no element", "put the text into <speak>...</speak>", 0);
    return this.#problem as SsmlProblem;
  }

  #begin(name: string, attributes: Record<string, string>): void {
    const element: OpenElement = { name, attributes, children: [], at: this.#tagAt };
    this.#open.at(-1)?.children.push(element);
    this.#root ??= element;
    this.#open.push(element);
  }

  // What comes after the first problem is mostly its consequence.
  #complain(text: string, remedy: string, at = Math.max(0, this.#parser.position - 1)): void {
    this.#problem ??= problemAt(this.source, at, text, remedy);
  }

  #notWellFormed(message: string): void {
    const what = message.replace(/^\d+:\d+: /, "").replace(/\.$/, "");
    if (/unclosed tag|close tag|closing tag/.test(what)) this.#unbalanced(what.startsWith("unclosed"));
    else this.#complain(`this is not well-formed XML: ${what}`, remedyFor(what));
  }

  // Before it complains of a closing tag, the parser closes the element that was open.
  #unbalanced(atEnd: boolean): void {
    const closingAt = this.source.lastIndexOf("</", this.#parser.position - 1);
    const closing = /^<\/([^\s>]+)/.exec(this.source.slice(closingAt))?.[1] ?? "";
    const unclosed = atEnd ? this.#open.at(-1) : this.#closed;
    if (unclosed && (atEnd || this.#open.some(({ name }) => name === closing))) {
      const { name, at } = unclosed;
      this.#complain(`<${name}> is not closed`, `write </${name}> where it ends`, at);
    } else {
      this.#complain(
        `</${closing}> closes nothing`,
        `leave it out, or write <${closing}> before it`,
        closingAt,
      );
    }
  }
}

function remedyFor(what: string): string {
  if (what.includes("text data outside") || what.includes("root"))
    return "put the whole text into one <speak>...</speak>";
  if (what.includes("entity")) return "only &amp; &lt; &gt; &quot; &apos; and &#...; are known";
  if (what.includes("attribute")) return 'write each attribute once, as name="value"';
  return 'write "<" as "&lt;" and "&" as "&amp;"';
}
