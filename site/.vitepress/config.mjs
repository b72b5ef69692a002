import { defineConfig } from "vitepress";
import { sidebar } from "./pages.mjs";

export default defineConfig({
  title: "Switchhook",
  description: "Phone menus in TypeScript from plugins, for Amazon Chime SDK PSTN audio.",
  // Made by collect.mjs.
  srcDir: "pages",
  rewrites: { "README.md": "index.md" },
  // A link to anything that is not a page ends the build; these lead to files of the repository.
  ignoreDeadLinks: [/\/LICENSE$/, /\/fixtures\//],
  themeConfig: { sidebar: sidebar(), search: { provider: "local" }, outline: [2, 3] },
});
