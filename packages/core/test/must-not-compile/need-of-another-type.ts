import * as z from "zod";
import { definePlugin, done, ivr } from "../../src/index.js";
import { joinMeeting } from "./parts.js";

const numbered = definePlugin({
  name: "numbered",
  adds: z.object({ meeting: z.number() }),
  step: { ask: () => done({ meeting: 1 }) },
});

export const dialIn = ivr().use(numbered).use(joinMeeting);
