import { definePlugin, done, ivr } from "../../src/index.js";
import { meeting, meetingPin } from "./parts.js";

const lobby = definePlugin({ name: "lobby", adds: meeting, step: { ask: () => done({ meeting: "m-2" }) } });

export const dialIn = ivr().use(meetingPin).use(lobby);
