import { headingOf } from "./errors/pages.mjs";

/** llms.txt, for programs that write handlers: all pages, given by path, with what they are about. */
export const llmsText = (pages) => `# Switchhook

> Phone menus (IVRs) in TypeScript from plugins, for Amazon Chime SDK PSTN audio. Do not make up fields of the wire: events and answers
> have JSON Schemas, /schemas/event.schema.json and /schemas/response.schema.json.

${[...pages].map(([path, text]) => entry(path, text)).join("\n")}
`;

function entry(path, text) {
  const [about = ""] = text
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .replace(/^# .+$/m, "")
    .replace(/^\s*## .+$/m, "")
    .trim()
    .split("\n\n");
  return `- [${headingOf(path, text)}](${addressOf(path)}): ${about.replaceAll("\n", " ").slice(0, 200)}`;
}

const addressOf = (path) => (path === "README.md" ? "/" : `/${path.replace(/(?:(?<=\/)index)?\.md$/, "")}`);
