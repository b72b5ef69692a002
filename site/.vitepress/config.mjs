import { defineConfig } from "vitepress";
import { sidebar } from "./pages.mjs";

// The pages are where they are read in the repository, too: the site is made of the same files.
export default defineConfig({
  title: "Switchhook",
  description: "Phone menus in TypeScript from plugins, for Amazon Chime SDK PSTN audio.",
  srcDir: "..",
  srcExclude: [
    "**/node_modules/**",
    "**/dist/**",
    "**/fixtures/**",
    "**/templates/**",
    "**/test/**",
    "**/CHANGELOG.md",
    ".changeset/**",
    "site/**",
  ],
  rewrites: { "README.md": "index.md" },
  // A link to anything that is not a page ends the build; these lead to files of the repository.
  ignoreDeadLinks: [/\/LICENSE$/, /\/fixtures\//],
  themeConfig: { sidebar: sidebar(), search: { provider: "local" }, outline: [2, 3] },
});
