import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { checkUp, handlerProcesses, listen, meetingsApi } from "@switchhook/simulator";
import { expect, it } from "vitest";

const app = fileURLToPath(new URL("..", import.meta.url));

it("the check-up finds nothing in the dial-in app, as it is deployed", { timeout: 180_000 }, async () => {
  const endpoint = await listen(meetingsApi("us-east-1").app);
  const example = parseEnv(readFileSync(`${app}.env.example`, "utf8")) as Record<string, string>;
  const handlers = handlerProcesses(`${app}dist/handler.mjs`, {
    environment: {
      ...example,
      MEETING_DIRECTORY: `${app}${example.MEETING_DIRECTORY}`,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      LOG_LEVEL: "INFO",
      // It tries every PIN from one number, and would be blocked as somebody who guesses.
      PIN_GUESS_GUARD: "off",
    },
    mostMs: 10_000,
  });
  const { findings, calls } = await checkUp({ handlers, digits: ["12345"], mostInvocations: 400 });
  handlers.close();
  await endpoint.close();
  expect(findings).toEqual([]);
  expect(calls).toBeGreaterThan(50);
});
