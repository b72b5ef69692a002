import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** What is wrong with a built site, a line each; links of a site below a host's root begin with its base. */
export function wrongInSite(folder, base = "/") {
  const files = readdirSync(folder, { recursive: true }).map((file) => String(file).replaceAll("\\", "/"));
  const pages = new Map(
    files
      .filter((file) => file.endsWith(".html"))
      .map((file) => [`${base}${file}`, readFileSync(join(folder, file), "utf8")]),
  );
  const text = readFileSync(join(folder, "llms.txt"), "utf8");
  const listed = [...text.matchAll(/\]\((\/[^)]*)\)|(\/\S*schemas\/[\w-]+\.schema\.json)/g)].map(
    ([, page, file]) => page ?? file,
  );
  return [
    ...[...pages].flatMap(([path, html]) => wrongInPage(path, html, pages)),
    ...listed
      .filter(
        (link) => pageAt(link, pages) === undefined && !existsSync(join(folder, posix.relative(base, link))),
      )
      .map((link) => `llms.txt: there is no ${link}`),
  ];
}

function wrongInPage(path, html, pages) {
  const wrong = [...html.matchAll(/<a [^>]*?href="([^"]*)"/g)].flatMap(([, href]) => {
    const [, to, part] = /^([^#?]*)[^#]*#(.+)$/.exec(href) ?? [];
    if (part === undefined || /^[a-z]+:/.test(href)) return [];
    const target = to === "" ? html : pageAt(posix.resolve(posix.dirname(path), to), pages);
    const ids = [part, decodeURIComponent(part)];
    return target !== undefined && ids.some((id) => target.includes(`id="${id}"`))
      ? []
      : [`${path}: ${href} leads to no part of a page`];
  });
  return html.includes("language-mermaid")
    ? [...wrong, `${path}: a diagram is shown as its source text`]
    : wrong;
}

const pageAt = (link, pages) =>
  pages.get(link) ?? pages.get(`${link}.html`) ?? pages.get(posix.join(link, "index.html"));
