import { ivr } from "../../src/index.js";
import { joinMeeting, meetingPin } from "./parts.js";

export const dialIn = ivr().use(joinMeeting).use(meetingPin);
