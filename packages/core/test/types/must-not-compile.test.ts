import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL("../must-not-compile/", import.meta.url));
const tsc = fileURLToPath(new URL("../../../../node_modules/.bin/tsc", import.meta.url));

/** What the compiler says of each file, run once for all of them. */
const said = (() => {
  const { stdout, stderr } = spawnSync(tsc, ["-p", folder, "--pretty", "false"], {
    cwd: folder,
    encoding: "utf8",
  });
  const byFile = new Map<string, string[]>();
  for (const entry of `${stdout}${stderr}`.split(/\n(?=\S)/)) {
    const [, file] = /^([\w.-]+\.ts)\(\d+,\d+\): error TS/.exec(entry) ?? [];
    const key = file ?? "(outside)";
    if (entry.trim() !== "") byFile.set(key, [...(byFile.get(key) ?? []), entry]);
  }
  return byFile;
})();

const reasons: Record<string, RegExp> = {
  "missing-need.ts": /"join-meeting\\" needs `meeting`, which no plugin before it adds/,
  "wrong-order.ts": /"join-meeting\\" needs `meeting`, which no plugin before it adds/,
  "missing-need-in-a-branch.ts": /"menu\\" needs `meeting`, which no plugin before it adds/,
  "need-of-another-type.ts": /"join-meeting\\" needs `meeting` of another type/,
  "added-twice.ts": /"lobby\\" adds `meeting`, which a plugin before it adds already/,
  "name-twice.ts": /a plugin named \\"meeting-pin\\" is already in use/,
  "misspelt-event.ts": /"ACTION_SUCCESSFUL:PlayAudi"' does not exist/,
  "misspelt-event-of-a-feature.ts": /'HANGPU' does not exist .*Did you mean to write 'HANGUP'\?/,
  "unknown-branch.ts": /'"nowhere"' is not assignable to type '"sales" \| "support"'/,
  "wrong-service.ts": /Property 'after' is missing/,
  "wrong-result.ts": /Property 'meeting' is missing/,
};

describe("what must not compile", () => {
  it.each(Object.entries(reasons))("%s is refused once, with the reason", (file, reason) => {
    expect(said.get(file)).toHaveLength(1);
    expect(said.get(file)?.[0]).toMatch(reason);
  });

  it("is all that is refused", () => {
    expect([...said.keys()].sort()).toEqual(Object.keys(reasons).sort());
    const snippets = readdirSync(folder).filter((file) => file.endsWith(".ts") && file !== "parts.ts");
    expect(snippets.sort()).toEqual(Object.keys(reasons).sort());
  });
});
