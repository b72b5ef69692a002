import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { refuseUnlessAllGoToLoopback, refuseUnlessLoopback } from "../src/loopback-only.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "switchhook-npmrc-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Packages = Parameters<typeof refuseUnlessAllGoToLoopback>[0];
const oursIn = (folder: string): Packages[number] => ({
  folder,
  name: "@switchhook/core",
  version: "0.1.0",
  entries: [],
  registry: undefined,
  peers: [],
});

const publishing = (npmrc: string, packages = [oursIn(folder)]) => {
  writeFileSync(join(folder, "npmrc"), npmrc);
  const others = Object.entries(process.env).filter(
    ([name]) => !name.toLowerCase().startsWith("npm_config_"),
  );
  return refuseUnlessAllGoToLoopback(packages, {
    cwd: folder,
    env: { ...Object.fromEntries(others), NPM_CONFIG_USERCONFIG: join(folder, "npmrc") },
  });
};

describe("the rehearsal publishes to loopback only", () => {
  it.each([
    "https://registry.npmjs.org/",
    "http://localhost:4873/",
    "http://127.0.0.1.example.com/",
    "http://127.0.0.1@example.com/",
    "not an address",
  ])("and refuses %s", (url) => {
    expect(() => refuseUnlessLoopback(url, "the registry")).toThrow("publishes to 127.0.0.1 only");
  });

  it("and goes on where npm's own configuration says so", async () => {
    await expect(publishing("registry=http://127.0.0.1:4873/\n")).resolves.toBeUndefined();
  });

  it("and not where npm is configured with another registry", async () => {
    await expect(publishing("registry=http://example.test/\n")).rejects.toThrow("npm's registry");
  });

  it("and not where the scope has a registry of its own, which goes before the configured one", async () => {
    const npmrc = "registry=http://127.0.0.1:4873/\n@switchhook:registry=http://example.test/\n";
    await expect(publishing(npmrc)).rejects.toThrow("npm's registry of @switchhook");
  });

  it("and not where the folder of a package has a configuration of its own", async () => {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ workspaces: ["package"] }));
    const package_ = join(folder, "package");
    mkdirSync(package_);
    writeFileSync(join(package_, "package.json"), "{}");
    writeFileSync(join(package_, ".npmrc"), "@switchhook:registry=http://example.test/\n");
    await expect(publishing("registry=http://127.0.0.1:4873/\n", [oursIn(package_)])).rejects.toThrow(
      "in the folder of @switchhook/core",
    );
  });

  it("and not where a manifest says where the package goes", async () => {
    const elsewhere = { ...oursIn(folder), registry: "http://example.test/" };
    await expect(publishing("registry=http://127.0.0.1:4873/\n", [elsewhere])).rejects.toThrow(
      "publishConfig.registry of @switchhook/core",
    );
  });
});
