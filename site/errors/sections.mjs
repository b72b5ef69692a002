/**
 * The sections of docs/errors.md, a code each, as `{ code, meaning, when, remedy }`. A section that lacks one of them
 * is an error, so that no page is made that helps nobody.
 */
export function errorSections(markdown) {
  const sections = markdown
    .split(/^### /m)
    .slice(1)
    .map((text) => readSection(text));
  const wrong = sections.flatMap(({ code, ...parts }) =>
    Object.entries(parts)
      .filter(([, part]) => part === "")
      .map(([name]) => `docs/errors.md: the section ${code} has no ${name}`),
  );
  if (sections.length === 0) wrong.push("docs/errors.md: there is no section ### IVR_...");
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  return sections;
}

function readSection(text) {
  const [code = "", ...paragraphs] = text.trim().split(/\n{2,}/);
  return {
    code,
    meaning: paragraphs[0]?.startsWith("*") ? "" : (paragraphs[0] ?? ""),
    when: after("*When:*", paragraphs),
    remedy: after("*What to do:*", paragraphs),
  };
}

const after = (mark, paragraphs) =>
  paragraphs
    .find((paragraph) => paragraph.startsWith(mark))
    ?.slice(mark.length)
    .trim() ?? "";
