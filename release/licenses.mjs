// The licences of everything that our packages and their making depend on: `update` writes docs/licenses.md, `check` holds it.
import { readFileSync, writeFileSync } from "node:fs";
import { licensePage, readDependencies, refused } from "./src/licenses.mjs";

const page = new URL("../docs/licenses.md", import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));

const dependencies = readDependencies(read("../package-lock.json"), [
  read("../site/package-lock.json"),
  read("registry/package-lock.json"),
]);
const text = licensePage(dependencies);
const wrong = refused(dependencies);
if (process.argv[2] === "update") writeFileSync(page, text);
else if (readFileSync(page, "utf8") !== text)
  wrong.push("docs/licenses.md is not what the lockfiles say: run `node release/licenses.mjs update`");
for (const line of wrong) console.error(line);
if (wrong.length === 0)
  console.log(
    `licences: ${dependencies.shipped.length} dependencies shipped, ${dependencies.development.length} of development`,
  );
process.exitCode = wrong.length > 0 ? 1 : 0;
