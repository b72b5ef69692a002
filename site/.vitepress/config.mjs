import { defineConfig } from "vitepress";
import { base } from "../base.mjs";
import { sidebar } from "./pages.mjs";

export default defineConfig({
  title: "Switchhook",
  description: "Phone menus in TypeScript from plugins, for Amazon Chime SDK PSTN audio.",
  base,
  // Made by collect.mjs.
  srcDir: "pages",
  rewrites: { "README.md": "index.md" },
  // A link to anything that is not a page ends the build; these two of the README lead to files of the repository; check-built.mjs looks at parts of pages.
  ignoreDeadLinks: [/^(?:\.\/)?LICENSE$/, /^(?:\.\/)?packages\/core\/fixtures\/policies(?:\/index)?$/],
  themeConfig: { sidebar: sidebar(), search: { provider: "local" }, outline: [2, 3] },
});
