import { ivr } from "../../src/index.js";
import { joinMeeting } from "./parts.js";

export const dialIn = ivr().use(joinMeeting);
