import * as z from "zod";
import { definePlugin, done, speak } from "../../src/index.js";

export const meeting = z.object({ meeting: z.string() });
export const hello = speak({ Text: "hello" });

export const meetingPin = definePlugin({
  name: "meeting-pin",
  adds: meeting,
  step: { ask: () => done({ meeting: "m-1" }) },
});

export const joinMeeting = definePlugin({
  name: "join-meeting",
  needs: meeting,
  step: { ask: () => [hello] },
});
