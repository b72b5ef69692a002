import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

// The page is served by the phone server, from where it was built: nothing of it comes from elsewhere.
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  resolve: { conditions: ["switchhook-source", "module", "browser", "default"] },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { outDir: "../dist/page", emptyOutDir: true, target: "es2022", reportCompressedSize: false },
  logLevel: "warn",
});
