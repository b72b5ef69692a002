/** A picture as SVG text, on a ground of its own, so that it can be read on light and dark pages. */
export const picture = (width: number, height: number, title: string, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, 'DejaVu Sans', sans-serif" font-size="13" fill="#1f2933">
<title>${escaped(title)}</title>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#52606d"/></marker></defs>
<rect width="${width}" height="${height}" rx="8" fill="#f5f7fa"/>
${parts.join("\n")}
</svg>
`;

export const box = (x: number, y: number, width: number, lines: readonly string[]): string => {
  const height = 16 + lines.length * 18;
  const texts = lines.map((line, at) => words(x + width / 2, y + 22 + at * 18, line));
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="#ffffff" stroke="#7b8794"/>`,
    ...texts,
  ].join("\n");
};

export const arrow = (x1: number, y1: number, x2: number, y2: number): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#52606d" marker-end="url(#head)"/>`;

export const words = (x: number, y: number, text: string, weight = "normal"): string =>
  `<text x="${x}" y="${y}" text-anchor="middle" font-weight="${weight}">${escaped(text)}</text>`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
