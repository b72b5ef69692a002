import { readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";
import type { Plan } from "./plan.js";
import { chosenLines, withWords } from "./template-text.js";

type Json = { readonly [key: string]: Json | readonly Json[] | string | number | boolean | null };

/** The files of a project by path, with `/`: text, or what is not text as it is. */
export type ProjectFiles = ReadonlyMap<string, string | Buffer>;

/**
 * Puts a project together from the layers of its plan. JSON files that several layers have are merged, key by key;
 * of other files the last layer's is taken. Our own packages get the range `^version`.
 */
export function compose(templates: string, plan: Plan, version: string): ProjectFiles {
  const files = new Map<string, string | Buffer>();
  const json = new Map<string, Json>();
  for (const layer of plan.layers) {
    const folder = join(templates, layer);
    for (const path of filesIn(folder)) {
      const bytes = readFileSync(join(folder, path));
      const name = projectPath(path, plan.words);
      if (isBinary(path)) files.set(name, bytes);
      else if (extname(path) === ".json") json.set(name, merged(json.get(name) ?? {}, read(bytes, plan)));
      else files.set(name, withWords(chosenLines(bytes.toString("utf8"), plan.flags), plan.words));
    }
  }
  for (const [path, content] of json)
    files.set(path, `${JSON.stringify(finished(path, content, version), undefined, 2)}\n`);
  return files;
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

// npm leaves files such as .gitignore out of packages, and a manifest inside of another package is taken for one: these
// are kept under another name.
const projectPath = (path: string, words: ReadonlyMap<string, string>): string =>
  withWords(
    path
      .split(sep)
      .join("/")
      .replace(/(^|\/)_package\.json$/, "$1package.json")
      .replace(/(^|\/)_(?=[a-z])/g, "$1."),
    words,
  );

const isBinary = (path: string): boolean => extname(path) === ".wav";

const read = (bytes: Buffer, plan: Plan): Json =>
  JSON.parse(withWords(bytes.toString("utf8"), plan.words)) as Json;

function merged(below: Json, above: Json): Json {
  const result: Record<string, Json[string]> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const before = result[key];
    result[key] = isObject(before) && isObject(value) ? merged(before, value) : value;
  }
  return result;
}

const isObject = (value: Json[string] | undefined): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function finished(path: string, content: Json, version: string): Json {
  if (path !== "package.json") return content;
  const ranges = ["dependencies", "devDependencies", "peerDependencies"].flatMap((field) => {
    const dependencies = content[field];
    return isObject(dependencies) ? [[field, rangesOf(dependencies, version)] as const] : [];
  });
  return { ...content, ...Object.fromEntries(ranges) };
}

const rangesOf = (dependencies: Json, version: string): Json =>
  Object.fromEntries(
    Object.entries(dependencies)
      .map(([name, range]) => [name, name.startsWith("@switchhook/") ? `^${version}` : range] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
