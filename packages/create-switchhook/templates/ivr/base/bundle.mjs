import { context } from "esbuild";

/** dist/handler.mjs and what it needs: built by build.mjs once, and for a phone whenever something in it changes. */
export const bundle = await context({
  entryPoints: ["src/handler.ts"],
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  // Split, so that the AWS SDK is a file of its own, read when the first caller needs it.
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  minify: true,
  sourcemap: "linked",
  sourcesContent: false,
  platform: "node",
  format: "esm",
  target: "node22",
  mainFields: ["module", "main"],
  logLevel: "warning",
  // CommonJS inside the bundle still asks for Node's own modules with require().
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
});
