import { definePlugin, stay } from "../../src/index.js";
import { hello } from "./parts.js";

export const wrong = definePlugin({
  name: "wrong",
  step: { ask: () => [hello], on: { "ACTION_SUCCESSFUL:PlayAudi": () => stay() } },
});
