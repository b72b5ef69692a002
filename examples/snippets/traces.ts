// #region traces
import { ivr } from "@switchhook/core";
import { traces } from "@switchhook/otel";
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";

export const handler = ivr()
  .use(traces())
  .use(audioS3({ prompts: { welcome: { text: "Welcome, and goodbye." } } }))
  .use(greeting())
  .build();
// #endregion
