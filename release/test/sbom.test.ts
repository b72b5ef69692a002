import { describe, expect, it } from "vitest";
import { refuseUnlessWhole } from "../src/sbom.mjs";

const manifest = {
  dependencies: { zod: "4.6.7", "@switchhook/aws": "^0.1.0" },
};
const package_ = { name: "@switchhook/harden", version: "0.1.0", manifest };
const sbom = (of: string, ...names: string[]) => ({
  metadata: { component: { "bom-ref": of, name: of } },
  components: names.map((name) => ({ name })),
});

describe("the SBOM of a package", () => {
  it("is of the package in its version", () => {
    const whole = ["zod", "@switchhook/aws"];
    expect(() => refuseUnlessWhole(sbom("@switchhook/harden@0.1.0", ...whole), package_)).not.toThrow();
    expect(() => refuseUnlessWhole(sbom("switchhook@0.0.0", ...whole), package_)).toThrow(
      "the SBOM of @switchhook/harden@0.1.0 is of switchhook@0.0.0",
    );
  });

  it("has all that the package brings along", () => {
    expect(() => refuseUnlessWhole(sbom("@switchhook/harden@0.1.0", "zod"), package_)).toThrow(
      "the SBOM of @switchhook/harden lacks @switchhook/aws",
    );
  });
});
