import { posix } from "node:path";

/** Where the page of a code is in the site. */
export const errorLink = (code) => `/errors/${code}`;

/**
 * The pages of all codes by path, and `errors/index.md`, which lists them. `sections` are those of docs/errors.md,
 * `raised` is of `raisedIn`, and `texts` are the other pages by path: those that speak of a code are named on its page.
 */
export function errorPages({ sections, raised, texts }) {
  const pages = new Map([["errors/index.md", indexPage(sections)]]);
  sections.forEach((section, index) => {
    const neighbours = { prev: sections[index - 1], next: sections[index + 1] };
    const places = raised.get(section.code) ?? [];
    pages.set(`errors/${section.code}.md`, errorPage(section, { neighbours, places, texts }));
  });
  return pages;
}

/** docs/errors.md as the site has it: every section leads to the page of its code. */
export const withErrorLinks = (markdown, sections) =>
  sections.reduce(
    (text, { code }) =>
      text.replace(`### ${code}\n`, () => `### ${code}\n\n[More about ${code}](${errorLink(code)})\n`),
    markdown,
  );

/** A page as the site has it: where it links a code of docs/errors.md, the code has a page of its own. */
export const toErrorPages = (markdown) =>
  markdown.replace(/(?:\.\.?\/|docs\/)*errors\.md#(ivr_[a-z_]+)/g, (_, anchor) =>
    errorLink(anchor.toUpperCase()),
  );

const indexPage = (sections) => `# Error codes

Every code that Switchhook raises or logs, with a page each. [All of them on one page](/docs/errors).

| code | what it means |
|---|---|
${sections.map(({ code, meaning }) => `| [${code}](${errorLink(code)}) | ${oneLine(meaning).replaceAll("|", "\\|")} |`).join("\n")}
`;

const errorPage = ({ code, meaning, when, remedy }, { neighbours, places, texts }) =>
  `---
prev: ${neighbour(neighbours.prev)}
next: ${neighbour(neighbours.next)}
---

# ${code}

## What it means

${meaning}

## When

${when}

## What to do

${remedy}
${inTheLog(code, when, places)}
## Where it comes from

${comesFrom(places, texts)}
${readAlso(code, texts)}
[All error codes](/errors/)
`;

const neighbour = (section) =>
  section
    ? `{ text: ${section.code}, link: ${errorLink(section.code)} }`
    : `{ text: Error codes, link: /errors/ }`;

function inTheLog(code, when, places) {
  const logged = /\bin the log\b/i.test(when) || places.some(({ level }) => level !== undefined);
  return logged
    ? `
## Finding it in the log

In CloudWatch Logs Insights:

\`\`\`
fields @timestamp, level, transaction, plugin, message, hint
| filter code = "${code}"
| sort @timestamp desc
\`\`\`
`
    : "";
}

/** By package, each place with its message: `…` stands for what is filled in. */
function comesFrom(places, texts) {
  const packages = [...new Set(places.map((place) => place.package))];
  return packages
    .map((name) => {
      const own = places.filter((place) => place.package === name);
      const lines = own.map(({ file, message, level }) => {
        const how = level ? `logged at ${level}` : "raised";
        return `- ${message ? `${code(message)}, ` : ""}${how} in \`${file}\``;
      });
      const page = `${own[0].folder}/README`;
      const called = texts.has(`${page}.md`) ? `[${name}](/${page})` : name;
      return `${called}:\n\n${[...new Set(lines)].join("\n")}`;
    })
    .join("\n\n");
}

const code = (text) => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);

function readAlso(code, texts) {
  const links = [...texts]
    .filter(([path, text]) => new RegExp(`\\b${code}\\b`).test(text) && path !== "docs/errors.md")
    .map(([path, text]) => `- [${headingOf(path, text)}](/${path.replace(/\.md$/, "")})`);
  return links.length > 0 ? `\n## Read also\n\n${links.join("\n")}\n` : "";
}

/** A page is called what its first heading says. */
export const headingOf = (path, text) => /^# (.+)$/m.exec(text)?.[1] ?? posix.basename(path, ".md");

const oneLine = (text) => text.replaceAll("\n", " ");
