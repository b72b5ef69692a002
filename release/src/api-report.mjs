import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readDeclarations } from "./declarations.mjs";

/**
 * The public API of a built package as text: what each of its entries exports, and, as a change of those is one for
 * users too, the declarations of the same package that they mention.
 * @param {{ folder: string, name: string, entries: { specifier: string, types: string }[] }} package_
 */
export function apiReport({ folder, name, entries }) {
  const reader = new Reader();
  const printed = new Set();
  const parts = entries.map(({ specifier, types }) =>
    entryReport(reader, printed, specifier, join(folder, types)),
  );
  return `# The API of ${name}

Made from the declarations by \`npm run api:update\`: what changes here, changes for users.
${parts.join("")}`;
}

function entryReport(reader, printed, specifier, file) {
  const exported = reader.exportsOf(file);
  const names = [...exported.keys()].sort();
  const isNew = (name) => !printed.has(exported.get(name).key);
  const own = names.filter(isNew);
  const others = names.filter((name) => !isNew(name));
  for (const name of own) printed.add(exported.get(name).key);
  const mentioned = reader.mentionedBy(
    own.map((name) => exported.get(name)),
    printed,
  );
  for (const { key } of mentioned) printed.add(key);
  return [
    `\n## \`${specifier}\`\n`,
    block(own.map((name) => textOf(name, exported.get(name)))),
    mentioned.length > 0
      ? `\nMentioned there, and not exported:\n${block(mentioned.map(({ text }) => text))}`
      : "",
    others.length > 0 ? `\nAnd, as above: ${others.map((name) => `\`${name}\``).join(", ")}.\n` : "",
  ].join("");
}

const textOf = (name, { name: there, text }) =>
  name === there ? text : `${text}\nexport { ${there} as ${name} };`;

const block = (texts) => (texts.length === 0 ? "" : `\n\`\`\`ts\n${texts.join("\n")}\n\`\`\`\n`);

/** Reads declaration files, each once, and follows names through them. */
class Reader {
  #files = new Map();

  /** What a file exports: by name, the declaration, wherever in the package it is. */
  exportsOf(path) {
    const file = this.#read(path);
    const found = new Map();
    for (const from of file.stars) {
      if (from.startsWith("."))
        for (const [name, at] of this.exportsOf(beside(path, from))) found.set(name, at);
      else found.set(`* of ${from}`, foreign("*", from));
    }
    for (const [name, target] of file.exports) found.set(name, this.#follow(path, target));
    return found;
  }

  /** The declarations that these mention, and so on, by name; what is known already is left out. */
  mentionedBy(declarations, known) {
    const found = new Map();
    const left = [...declarations];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      for (const mentioned of this.#namesIn(next)) {
        if (known.has(mentioned.key) || found.has(mentioned.key)) continue;
        found.set(mentioned.key, mentioned);
        left.push(mentioned);
      }
    }
    return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  #namesIn({ path, text }) {
    if (path === undefined) return [];
    const file = this.#read(path);
    const inline = [...text.matchAll(/import\("(\.[^"]+)"\)\.([\w$]+)/g)].map(([, from, name]) => ({
      name,
      from,
    }));
    const named = [...new Set(text.match(/[\w$]+/g))].flatMap((name) => {
      if (file.declarations.has(name)) return [{ name }];
      const imported = file.imports.get(name);
      return imported?.from.startsWith(".") && imported.name !== "*" ? [imported] : [];
    });
    return [...inline, ...named].map((target) => this.#follow(path, target));
  }

  #follow(path, { name, from }) {
    if (from !== undefined && !from.startsWith(".")) return foreign(name, from);
    if (from !== undefined) {
      const there = beside(path, from);
      if (name === "*")
        return { key: there, name, text: `export * as namespace from ${JSON.stringify(from)};` };
      const at = this.exportsOf(there).get(name);
      if (at === undefined) throw new Error(`${there} does not export ${name}, which ${path} takes from it`);
      return at;
    }
    const file = this.#read(path);
    const text = file.declarations.get(name);
    if (text !== undefined) return { key: `${path}#${name}`, path, name, text };
    const imported = file.imports.get(name);
    if (imported === undefined) throw new Error(`${path} exports ${name} and does not declare it`);
    return this.#follow(path, imported);
  }

  #read(path) {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const file = readDeclarations(readFileSync(path, "utf8"));
    this.#files.set(path, file);
    return file;
  }
}

const foreign = (name, from) => ({
  key: `${from}#${name}`,
  name,
  text: `export { ${name} } from ${JSON.stringify(from)};`,
});

const beside = (path, from) =>
  join(dirname(path), from.replace(/\.js$/, ".d.ts").replace(/\.mjs$/, ".d.mts"));
