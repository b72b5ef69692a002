// Asks the registry what is known to be wrong with what the published packages bring along. A registry that does not answer such
// questions, as mirrors do not, is said to be one, and fails nothing.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readAudit } from "./src/audit.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { stdout, stderr } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
  cwd: root,
  encoding: "utf8",
});
const { answered, findings } = readAudit(stdout || stderr);
for (const line of findings) console.error(line);
if (!answered)
  console.log(
    "npm audit: NOT ASKED, the registry does not answer audits; ask one that does before a release",
  );
else if (findings.length === 0) console.log("npm audit: nothing is known against what is shipped");
process.exitCode = findings.length > 0 ? 1 : 0;
