import { defineConfig } from "vitest/config";

// One configuration for every package: `src` of the workspace is tested, not the last build. Without "module", which
// would lead Node to builds of the AWS SDK that are meant for bundlers, and without "import", which Node would then
// follow for what CommonJS requires, too.
const conditions = ["switchhook-source", "node"];

const script = (name: string) => new URL(`scripts/aws-calls/${name}.mjs`, import.meta.url).pathname;

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: script("fresh"),
    setupFiles: script("record"),
    reporters: ["default", ["json", { outputFile: ".vitest/results.json" }]],
    // Loading everything anew for each file took most of the time; no test leaves anything behind in a module.
    isolate: false,
    testTimeout: 20_000,
    // Pages and sockets answer when they can, on a busy machine too.
    expect: { poll: { timeout: 10_000 } },
    restoreMocks: true,
    unstubEnvs: true,
  },
});
