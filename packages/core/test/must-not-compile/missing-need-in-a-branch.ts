import { branch, definePlugin, ivr, line } from "../../src/index.js";
import { joinMeeting } from "./parts.js";

const menu = definePlugin({
  name: "menu",
  step: { ask: () => branch("join"), lines: { join: line().use(joinMeeting) } },
});

export const dialIn = ivr().use(menu);
