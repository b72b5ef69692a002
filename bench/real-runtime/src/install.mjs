import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const tools = ["autoconf", "automake", "libtoolize", "cmake", "make", "g++", "python3"];
const packages = "autoconf automake libtool cmake make g++ python3";

/** Installs the runtime client for this version of Node, unless it is there; answers its folder. It is compiled: some minutes. */
export function installRuntime() {
  const major = Number(process.versions.node.split(".")[0]);
  // The client of Node 24 wants Node 22; before that it is the one of Node 20.
  const runtime = major >= 22 ? "node-24" : "node-20";
  const folder = fileURLToPath(new URL(`../${runtime}`, import.meta.url));
  // npm writes it last.
  if (existsSync(`${folder}/node_modules/.package-lock.json`)) return runtime;
  const missing = tools.filter((tool) => spawnSync(tool, ["--version"], { stdio: "ignore" }).error);
  if (missing.length > 0) {
    throw new Error(
      `${missing.join(", ")} missing, which aws-lambda-ric is compiled with: apt-get install ${packages}`,
    );
  }
  console.error(`npm ci in bench/real-runtime/${runtime}, which compiles the runtime client ...`);
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: folder,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new Error(`npm ci in ${folder} ended with ${status}`);
  return runtime;
}
