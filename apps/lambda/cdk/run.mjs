import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// TypeScript is not read by every Node that this is run on.
const outfile = fileURLToPath(new URL("../dist/cdk/app.mjs", import.meta.url));
await build({
  entryPoints: [fileURLToPath(new URL("app.ts", import.meta.url))],
  outfile,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
});
await import(outfile);
