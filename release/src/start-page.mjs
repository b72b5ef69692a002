import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";
import { startPhone } from "./installed-phone.mjs";

const changed = "This text was changed while the phone was open.";

/**
 * Does what docs/start.md says, line by line, in a fresh folder; then changes a prompt while the phone is open, as the
 * page says one may, and calls again.
 * @param {{ page: string, folder: string, env: NodeJS.ProcessEnv }} options `page` is the path of docs/start.md
 */
export async function followStartPage({ page, folder, env }) {
  mkdirSync(folder, { recursive: true });
  const lines = linesOf(readFileSync(page, "utf8"));
  let here = folder;
  for (const line of lines) {
    const into = /^cd (\S+)$/.exec(line)?.[1];
    if (into !== undefined) here = join(here, into);
    else if (line === "npm start") await callTwice(here, env);
    else {
      const printed = await run("sh", ["-c", line], { cwd: here, env: { ...env, npm_config_yes: "true" } });
      if (line.includes("--script") && !printed.includes("in the meeting"))
        throw new Error(`${line}\ndid not get into the meeting:\n${printed}`);
    }
  }
  if (!lines.includes("npm start")) throw new Error("docs/start.md does not start the phone");
  return `${lines.length} lines, and a changed prompt heard`;
}

/** The commands of the blocks of a page. */
const linesOf = (page) =>
  [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .flatMap(([, text]) => text.split("\n"))
    .map((line) => line.replace(/\s+#\s.*$/, "").trim())
    .filter((line) => line !== "");

async function callTwice(folder, env) {
  const prompts = join(folder, "prompts/prompts.json");
  const texts = JSON.parse(readFileSync(prompts, "utf8"));
  const phone = await startPhone(folder, env);
  try {
    await phone.hears(texts.welcome.text);
    texts.welcome.text = changed;
    writeFileSync(prompts, JSON.stringify(texts, undefined, 2));
    await phone.prints("The handler was loaded anew.");
    await phone.hears(changed);
  } finally {
    await phone.close();
  }
}
