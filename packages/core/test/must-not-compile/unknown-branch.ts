import { branch, definePlugin, line } from "../../src/index.js";

export const wrong = definePlugin({
  name: "wrong",
  step: { ask: () => branch("nowhere"), lines: { sales: line(), support: line() } },
});
