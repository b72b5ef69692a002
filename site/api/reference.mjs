import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Application, LogLevel, ReflectionKind } from "typedoc";

// typedoc asks the compiler through its API, which TypeScript 7 does not have: therefore the site has a TypeScript of its own.
const options = {
  plugin: ["typedoc-plugin-markdown"],
  // The workspace's type check has done it, with the TypeScript that the packages are built with.
  skipErrorChecking: true,
  validation: { invalidLink: true, invalidPath: true, rewrittenLink: true, notExported: true },
  logLevel: LogLevel.Warn,
  readme: "none",
  alwaysCreateEntryPointModule: true,
  disableSources: true,
  excludeExternals: true,
  excludeInternal: true,
  excludePrivate: true,
  sort: ["source-order"],
  router: "module",
  entryFileName: "index",
  hideBreadcrumbs: true,
  hidePageHeader: true,
  groupOrder: ["Functions", "Classes", "Interfaces", "*"],
  useCodeBlocks: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  typeDeclarationFormat: "table",
  propertyMembersFormat: "table",
  sanitizeComments: true,
};

const ownTsconfig = fileURLToPath(new URL("tsconfig.json", import.meta.url));

/**
 * Writes the API reference of all published packages into a folder, a page for each name that can be imported. Whatever
 * typedoc warns of is an error, such as a link that leads nowhere.
 */
export async function writeApiReference(entries, folder, tsconfig = ownTsconfig) {
  const app = await Application.bootstrapWithPlugins({
    ...options,
    tsconfig,
    entryPoints: entries.map(({ folder, source }) => join(folder, source)),
    outputs: [{ name: "markdown", path: folder }],
  });
  const project = await app.convert();
  if (project === undefined) throw new Error("typedoc could not read the packages; its errors are above");
  project.name = "API reference";
  for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
    const file = project.getSymbolIdFromReflection(module);
    const isIt = (entry) => entry.package === file?.packageName && entry.source === file.packagePath;
    // Not the path of the file, which nobody imports.
    module.name = entries.find(isIt)?.name ?? module.name;
  }
  app.validate(project);
  await app.generateOutputs(project);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("typedoc has warned; see above");
}
