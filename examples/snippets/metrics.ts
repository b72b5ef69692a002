// #region metrics
import { ivr } from "@switchhook/core";
import { metrics } from "@switchhook/metrics";
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";

export const handler = ivr()
  .use(metrics({ namespace: "Phones/Main" }))
  .use(audioS3({ prompts: { welcome: { text: "Welcome, and goodbye." } } }))
  .use(greeting())
  .build();
// #endregion
