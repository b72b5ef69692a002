import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { App, Stack } from "aws-cdk-lib";
import { afterAll, describe, expect, it } from "vitest";
import { SwitchhookIvr, type SwitchhookIvrProps } from "../src/index.js";

const folder = mkdtempSync(join(tmpdir(), "switchhook-counted-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** An IVR whose handler counts in `Phones` as `line`, where it has the plugin. */
const ivrWith = (PLUGINS: string, props: Partial<SwitchhookIvrProps>) =>
  new SwitchhookIvr(new Stack(new App({ outdir: mkdtempSync(join(folder, "out-")) }), "Stack"), "Ivr", {
    name: "line",
    code: fileURLToPath(new URL("handlers", import.meta.url)),
    handler: "dial-in.handler",
    environment: { PLUGINS, NAMESPACE: "Phones" },
    ...props,
  });
const metrics = { namespace: "Phones", service: "line" };

describe("metrics that the handler is said to count", () => {
  it("take the place of those of its log", () => {
    expect(ivrWith("metrics", { metrics }).metrics.fallbacks.namespace).toBe("Phones");
  });

  it.each([
    ["nothing", "pin", metrics],
    ["elsewhere", "metrics", { ...metrics, namespace: "Faxes" }],
    ["as another service", "metrics", { namespace: "Phones" }],
  ])("are refused where it counts %s, for its alarms would never go off", (_how, plugins, given) => {
    const counts = plugins === "pin" ? "counts nothing" : 'counts in "Phones" as "line"';
    expect(() => ivrWith(plugins, { metrics: given })).toThrow(
      new RegExp(`Stack/Ivr: metrics.*"${given.namespace}".*${counts}.*Fallback and BlockedGuesses`),
    );
  });

  it("are believed where the handler is not loaded", () => {
    expect(ivrWith("pin", { metrics, declared: false }).metrics.fallbacks.namespace).toBe("Phones");
  });
});
