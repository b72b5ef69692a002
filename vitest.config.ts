import { defineConfig } from "vitest/config";

// One configuration for every package: `src` of the workspace is tested, not the last build.
const conditions = ["switchhook-source"];

export default defineConfig({
  resolve: { conditions: [...conditions, "module", "node", "import", "default"] },
  ssr: { resolve: { conditions: [...conditions, "module", "node", "import", "default"] } },
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", ["json", { outputFile: ".vitest/results.json" }]],
    testTimeout: 20_000,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
