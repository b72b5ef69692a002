import { definePlugin, done } from "../../src/index.js";
import { meeting } from "./parts.js";

export const wrong = definePlugin({ name: "wrong", adds: meeting, step: { ask: () => done({ meetingId: "m-1" }) } });
