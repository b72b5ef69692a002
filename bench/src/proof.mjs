import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";

const file = new URL("../../docs/proof.md", import.meta.url);
const head = `# The proof, in figures

What Switchhook promises, measured and tried by the commands named below; each section is written by its command. Ratios carry over to other machines,
absolute times do not.
`;

/** How a section begins: what made it, when, with which versions and on which machine. */
export function madeBy(script, ...versions) {
  const today = new Date().toISOString().slice(0, 10);
  const cores = `${availableParallelism()} cores of ${processor()}`;
  return `Made by \`npm run ${script}\` on ${today}, ${[`Node ${process.versions.node}`, ...versions, cores].join(", ")}`;
}

function processor() {
  const model = cpus()[0]?.model.trim();
  // Of some machines Linux does not say it.
  return model && model !== "unknown" ? model : process.arch;
}

/** Puts a section into docs/proof.md in the place of the one of the same name. */
export function writeSection(title, text) {
  const before = existsSync(file) ? readFileSync(file, "utf8") : head;
  const sections = before.split(/^(?=## )/m);
  const section = `## ${title}\n\n${text}\n`;
  const at = sections.findIndex((one) => one.startsWith(`## ${title}\n`));
  if (at < 0) sections.push(`\n${section}`.replace(/^\n+/, "\n"));
  else sections[at] = at === sections.length - 1 ? section : `${section}\n`;
  writeFileSync(file, `${sections.join("").trimEnd()}\n`);
}
