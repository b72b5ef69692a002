export type { ChimeClientOptions } from "./chime-client.js";
export { chimeMeetings } from "./chime-meetings.js";
export { Attendance, type JoinMeetingOptions, joinMeeting } from "./join-meeting.js";
export { jsonDirectory } from "./json-directory.js";
export { Meeting, MeetingDirectory } from "./meeting-directory.js";
export { type MeetingPinOptions, meetingPin } from "./meeting-pin.js";
export { type Admission, type AdmissionRequest, Meetings } from "./meetings.js";
export { openDirectory } from "./open-directory.js";
