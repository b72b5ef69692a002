import { writeFileSync } from "node:fs";
import { build } from "esbuild";

const { metafile } = await build({
  entryPoints: ["src/handler.ts"],
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  // Split, so that the AWS SDK is a file of its own, read when the first caller needs a meeting.
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  minify: true,
  sourcemap: "linked",
  sourcesContent: false,
  metafile: true,
  platform: "node",
  format: "esm",
  target: "node22",
  mainFields: ["module", "main"],
  // CommonJS inside the bundle still asks for Node's own modules with require().
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
});
writeFileSync("dist/meta.json", JSON.stringify(metafile));
