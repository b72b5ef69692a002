/**
 * What `npm create switchhook` can be asked for: every set of plugins that work together, with either kind of prompts; deployed
 * with none, with one and with all of them.
 * @param {{ pluginNames: readonly string[], missingPlugins: (plugins: any) => readonly string[] }} choices the module of that name, from `src` or as built
 * @returns {{ name: string, args: string[], plugins: string[], deploy: boolean }[]}
 */
export function combinationsOf({ pluginNames, missingPlugins }) {
  const sets = Array.from({ length: 2 ** pluginNames.length }, (_, bits) =>
    pluginNames.filter((_, index) => bits & (1 << index)),
  ).filter((set) => missingPlugins(set).length === 0);
  const isDeployed = (set) => set.length < 2 || set.length === pluginNames.length;
  return [
    ...sets.flatMap((set) => ["spoken", "wav"].map((prompts) => combination(set, prompts, "none"))),
    ...sets
      .filter(isDeployed)
      .map((set, index) => combination(set, index % 2 === 0 ? "wav" : "spoken", "aws")),
  ];
}

const combination = (plugins, prompts, deploy) => ({
  name: [
    ...(plugins.length > 0 ? plugins : ["own-step"]),
    prompts,
    ...(deploy === "aws" ? ["aws"] : []),
  ].join("-"),
  args: ["--plugins", plugins.join(",") || "none", "--prompts", prompts, "--deploy", deploy],
  plugins,
  deploy: deploy === "aws",
});
