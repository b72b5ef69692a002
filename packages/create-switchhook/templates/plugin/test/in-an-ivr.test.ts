import { ivr } from "@switchhook/core";
import { audioS3 } from "@switchhook/plugin-audio-s3";
import { simulate } from "@switchhook/testing";
import "@switchhook/testing/matchers";
import { expect, it } from "vitest";
import { myPlugin } from "../src/index.js";

const handler = ivr()
  .use(audioS3({ prompts: { "my-plugin-ask": { text: "Press 1 or 2." }, goodbye: { text: "Goodbye." } } }))
  .use(myPlugin({ keys: ["1", "2"] }))
  .build();

it("works in an IVR as README.md shows it", async () => {
  const call = await simulate(handler).dial();
  expect(call).toBeAskedFor("Press 1 or 2.");
  await call.press("1");
  expect(call).toEnd();
});
