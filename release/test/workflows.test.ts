import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const folder = new URL("../../.github/workflows/", import.meta.url);

describe("the workflows", () => {
  // A tag can be moved to other code, which would then publish in our name.
  it.each(readdirSync(folder))(
    "%s use other people's actions by commit, with the version beside it",
    (name) => {
      const used = [...readFileSync(new URL(name, folder), "utf8").matchAll(/uses: (.*)/g)].map(
        ([, action]) => action,
      );
      expect(used.length).toBeGreaterThan(0);
      for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    },
  );
});
