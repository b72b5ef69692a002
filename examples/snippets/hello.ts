// #region hello
import { definePlugin, end, ivr, speak } from "@switchhook/core";

const hello = definePlugin({
  name: "hello",
  step: { ask: () => end([speak({ Text: "Hello, and goodbye." })]) },
});

export const handler = ivr().use(hello).build();
// #endregion
