// What tsc writes into a declaration file is regular: a statement begins in the first column, and nothing else does.
const begins = /^(?:export|declare|import|interface|type|\/\*\*)/;
const declared =
  /^(?:export )?(?:default )?(?:declare )?(?:abstract )?(?:const|let|var|function|class|interface|type|enum|namespace) ([\w$]+)/;

/**
 * Reads a declaration file: what it declares by name, without comments, and where its other names are from.
 * @param {string} text
 */
export function readDeclarations(text) {
  const file = {
    /** @type {Map<string, string>} */
    declarations: new Map(),
    /** Names that the file exports, each with where it is declared: here without `from`. @type {Map<string, { name: string, from?: string }>} */
    exports: new Map(),
    /** @type {string[]} */
    stars: [],
    /** @type {Map<string, { name: string, from: string }>} */
    imports: new Map(),
  };
  for (const statement of statements(text)) take(statement, file);
  return file;
}

function take(statement, file) {
  const name = declared.exec(statement)?.[1];
  if (name !== undefined) {
    const before = file.declarations.get(name);
    file.declarations.set(name, before === undefined ? statement : `${before}\n${statement}`);
    if (statement.startsWith("export ")) file.exports.set(name, { name });
    return;
  }
  // What is added to another module, or to all, is public wherever it is written.
  const augmented = /^declare (module "[^"]+"|global)/.exec(statement)?.[1];
  if (augmented !== undefined) {
    file.declarations.set(augmented, statement);
    file.exports.set(augmented, { name: augmented });
    return;
  }
  const from = / from "([^"]+)"/.exec(statement)?.[1];
  const star = /^export \*(?: as ([\w$]+))? from/.exec(statement);
  if (star && star[1] === undefined) file.stars.push(from);
  else if (star) file.exports.set(star[1], { name: "*", from });
  else if (/^export (?:type )?\{/.test(statement))
    for (const [name, as] of namesIn(statement)) file.exports.set(as, { name, from });
  else if (statement.startsWith("import ") && from)
    for (const [name, as] of importsIn(statement)) file.imports.set(as, { name, from });
  else if (!statement.startsWith("import "))
    throw new Error(`not a declaration that is known here: ${statement.slice(0, 120)}`);
}

function importsIn(statement) {
  const all = /\* as ([\w$]+)/.exec(statement)?.[1];
  if (all !== undefined) return [["*", all]];
  const alone = /^import (?:type )?([\w$]+)(?:,| from)/.exec(statement)?.[1];
  return [...(alone === undefined ? [] : [["default", alone]]), ...namesIn(statement)];
}

/** `{ a, type b as c }` as pairs of the name there and the name here. */
const namesIn = (statement) =>
  (/\{([^}]*)\}/.exec(statement)?.[1] ?? "")
    .split(",")
    .map((part) => part.trim().replace(/^type /, ""))
    .filter((part) => part !== "")
    .map((part) => {
      const [name, as] = part.split(" as ");
      return [name, as ?? name];
    });

function statements(text) {
  const found = [];
  for (const line of withoutComments(text).split("\n")) {
    if (line.trim() === "") continue;
    if (begins.test(line)) found.push(line);
    else if (found.length > 0) found[found.length - 1] += `\n${line}`;
  }
  return found;
}

// A string may hold what looks like a comment, so that strings are taken along as they are.
const withoutComments = (text) =>
  text
    .replace(/"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (part) => (part.startsWith('"') ? part : ""))
    .replace(/^ +(?:#private;|private [^\n]*)\n/gm, "");
