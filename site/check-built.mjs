// After a build: links to parts of pages, the links of llms.txt, and diagrams that would be read as source text.
import { fileURLToPath } from "node:url";
import { base } from "./base.mjs";
import { wrongInSite } from "./links.mjs";

const wrong = wrongInSite(fileURLToPath(new URL(".vitepress/dist", import.meta.url)), base);
for (const line of wrong) console.error(line);
process.exitCode = wrong.length === 0 ? 0 : 1;
