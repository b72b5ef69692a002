import { readFileSync } from "node:fs";

const policyAsJson = readFileSync(
  new URL("../../packages/core/fixtures/policies/s3-record-audio.json", import.meta.url),
  "utf8",
).replaceAll("bucket-name", "my-recordings");

// #region policy
import { policyLets } from "@switchhook/aws";

const { lets, why } = policyLets(policyAsJson, {
  principal: "voiceconnector.chime.amazonaws.com",
  account: "111122223333",
  actions: ["s3:PutObject", "s3:PutObjectAcl"],
  resource: "arn:aws:s3:::my-recordings/calls/any.wav",
});

// #endregion

export { lets, why };
