import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/**
 * Where the sources raise or log each code: `Map` of code to `{ package, folder, file, message, level }`, in the order of
 * the files. `message` has `…` for what is filled in, and is undefined where it is put together elsewhere; `level` is
 * that of the log line written at the place, undefined where the error is thrown.
 */
export function raisedIn(root) {
  const places = new Map();
  for (const { name, folder, files } of sourcesIn(root)) {
    for (const file of files) {
      const path = `${folder}/${file}`;
      for (const { code, ...place } of raisedBy(path, readFileSync(join(root, path), "utf8"))) {
        places.set(code, [...(places.get(code) ?? []), { package: name, folder, file, ...place }]);
      }
    }
  }
  return places;
}

const sourcesIn = (root) =>
  ["packages", "apps"]
    .flatMap((above) => readdirSync(join(root, above)).map((name) => `${above}/${name}`))
    .filter((folder) => existsSync(join(root, folder, "src")))
    .map((folder) => ({
      folder,
      name: JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")).name,
      files: readdirSync(join(root, folder, "src"), { recursive: true })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => `src/${name.replaceAll("\\", "/")}`)
        .sort(),
    }));

/** The places of one file, each `{ code, message, level }`. */
export function raisedBy(path, text) {
  if (!text.includes("IVR_")) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    const place = newError(node) ?? loggedWithoutError(node);
    if (place) found.push(place);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function newError(node) {
  if (!ts.isNewExpression(node) || node.expression.getText() !== "IvrError") return undefined;
  const [code, message] = node.arguments ?? [];
  if (!code || !ts.isStringLiteralLike(code)) return undefined;
  return { code: code.text, message: wordsOf(message), level: levelOf(node) };
}

/** `log.error("IVR_X: what happened", { code: "IVR_X" })`: there is nothing to throw. */
function loggedWithoutError(node) {
  if (!ts.isCallExpression(node)) return undefined;
  const level = /\blog(?:\.|\[)(\w+)\]?$/.exec(node.expression.getText())?.[1];
  const [message, fields] = node.arguments;
  if (level === undefined || !fields || !ts.isObjectLiteralExpression(fields)) return undefined;
  const code = fields.properties.find(
    (property) =>
      ts.isPropertyAssignment(property) &&
      property.name.getText() === "code" &&
      ts.isStringLiteralLike(property.initializer),
  )?.initializer.text;
  if (code === undefined) return undefined;
  const known = level === "warn" || level === "error" ? level : undefined;
  return { code, message: wordsOf(message)?.replace(`${code}: `, ""), level: known };
}

/** `const error = new IvrError(...)` that the same function hands to the log. */
function levelOf(node) {
  const declared =
    node.parent && ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined;
  if (declared === undefined) return undefined;
  let around = node;
  while (around.parent && !ts.isBlock(around)) around = around.parent;
  return new RegExp(`\\blog\\.(warn|error)\\(${declared}\\.message`).exec(around.getText())?.[1];
}

function wordsOf(message) {
  if (message === undefined) return undefined;
  if (ts.isStringLiteralLike(message)) return message.text;
  if (!ts.isTemplateExpression(message)) return undefined;
  const text = [message.head.text, ...message.templateSpans.map(({ literal }) => `…${literal.text}`)].join(
    "",
  );
  // What is all filled in says nothing.
  return /[a-z]{3}/.test(text) ? text.replace(/\s*\n[\s\S]*/, " …") : undefined;
}
