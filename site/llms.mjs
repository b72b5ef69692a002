import { headingOf } from "./errors/pages.mjs";

/** llms.txt, for programs that write handlers: all pages, given by path, with what they are about. */
export const llmsText = (pages, base = "/") => `# Switchhook

> Phone menus (IVRs) in TypeScript from plugins, for Amazon Chime SDK PSTN audio. Do not make up fields of the wire: events and answers
> have JSON Schemas, ${base}schemas/event.schema.json and ${base}schemas/response.schema.json.

${[...pages].map(([path, text]) => entry(path, text, base)).join("\n")}
`;

function entry(path, text, base) {
  const [about = ""] = text
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .replace(/^# .+$/m, "")
    .replace(/^\s*## .+$/m, "")
    .trim()
    .split("\n\n");
  return `- [${headingOf(path, text)}](${base}${addressOf(path)}): ${about.replaceAll("\n", " ").replaceAll("](/", `](${base}`).slice(0, 200)}`;
}

const addressOf = (path) => (path === "README.md" ? "" : path.replace(/(?:(?<=\/)index)?\.md$/, ""));
