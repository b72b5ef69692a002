// Licences that ask for nothing but to be named; another one is a decision, and not an update.
const allowed = new Set(["MIT", "MIT-0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD"]);

/**
 * What the published packages bring along, and what only making them needs, from the project's lockfile; whatever is in the
 * lockfiles of tools is needed for making them.
 * @param {{ packages: Record<string, Entry> }} lockfile
 * @param {{ packages: Record<string, Entry> }[]} tools
 * @typedef {{ version?: string, license?: string, link?: boolean, dev?: boolean, devOptional?: boolean }} Entry
 */
export function readDependencies(lockfile, tools = []) {
  const all = Object.entries(lockfile.packages);
  return {
    shipped: all.flatMap(dependency).filter(({ entry }) => !entry.dev && !entry.devOptional),
    development: [
      ...all.flatMap(dependency).filter(({ entry }) => entry.dev || entry.devOptional),
      ...tools.flatMap(({ packages }) => Object.entries(packages).flatMap(dependency)),
    ],
  };
}

const dependency = ([path, entry]) =>
  path.includes("node_modules/") && !entry.link
    ? [
        {
          name: `${path.split("node_modules/").at(-1)} ${entry.version}`,
          license: entry.license ?? "none",
          entry,
        },
      ]
    : [];

/** What is wrong with the licences: one that is not allowed with what is shipped, and none at all. */
export const refused = ({ shipped, development }) => [
  ...shipped
    .filter(({ license }) => !allowed.has(license))
    .map(({ name, license }) => `${name}: the licence ${license} is none of those that are allowed`),
  ...development
    .filter(({ license }) => license === "none")
    .map(({ name }) => `${name}: has no licence, and may not be used`),
];

/** The page of licences. */
export const licensePage = ({ shipped, development }) => `# Licences

Made of the lockfiles by \`node release/licenses.mjs update\`. Switchhook itself is under Apache-2.0.

## What the published packages bring along

${table(shipped)}

## What only development needs

It makes, tests and documents the packages, and is in none of them.

${table(development)}
`;

function table(dependencies) {
  const licenses = [...new Set(dependencies.map(({ license }) => license))];
  const rows = licenses
    .sort((one, other) => one.localeCompare(other, "en"))
    .map((license) => `| ${license} | ${namesUnder(license, dependencies).join(", ")} |`);
  return ["| licence | packages |", "|---|---|", ...rows].join("\n");
}

const namesUnder = (under, dependencies) => [
  ...new Set(
    dependencies
      .filter(({ license }) => license === under)
      .map(({ name }) => name)
      .sort(),
  ),
];
