import { definePlugin, ivr } from "../../src/index.js";
import { hello, meetingPin } from "./parts.js";

const other = definePlugin({ name: "meeting-pin", step: { ask: () => [hello] } });

export const dialIn = ivr().use(meetingPin).use(other);
