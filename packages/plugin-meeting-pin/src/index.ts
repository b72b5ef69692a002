export { checkPin, type PinCheck, type PinVerdict } from "./check-pin.js";
export type { ChimeClientOptions } from "./chime-client.js";
export { chimeMeetings } from "./chime-meetings.js";
export type { DynamoOptions } from "./dynamo/dynamo-client.js";
export { type DynamoDirectoryOptions, dynamoDirectory } from "./dynamo/dynamo-directory.js";
export { type DynamoGuessGuardOptions, dynamoGuessGuard } from "./dynamo/dynamo-guard.js";
export { dynamoRooms, openDynamoRooms } from "./dynamo/dynamo-rooms.js";
export {
  type AddedListing,
  type NewListing,
  openPinTable,
  type PinTable,
  type PinTableOptions,
  type StoredListing,
} from "./dynamo/pin-table.js";
export { type Guess, GuessGuard, type GuessScope, type Judgement } from "./guard/guess-guard.js";
export type { GuessLimit, GuessLimits } from "./guard/guess-limits.js";
export { memoryGuessGuard } from "./guard/memory-guard.js";
export type { ClosedOptions } from "./hours/closed-text.js";
export { type Opening, OpeningHours, openingAt } from "./hours/opening-hours.js";
export { Attendance } from "./join/join-args.js";
export { joinMeeting } from "./join/join-meeting.js";
export type {
  JoinMeetingOptions,
  JoinMeetingPrompts,
  NameOptions,
  WaitingRoomOptions,
} from "./join/options.js";
export { type JsonDirectoryOptions, jsonDirectory } from "./json-directory.js";
export { Listing, Meeting, RecordingPolicy } from "./listing.js";
export { MeetingDirectory, type PinLengths } from "./meeting-directory.js";
export { type MeetingPinOptions, meetingPin } from "./meeting-pin.js";
export { type Admission, type AdmissionRequest, type Attendee, Meetings } from "./meetings.js";
export { openDirectory } from "./open-directory.js";
export type { GivenKeys } from "./pin-keys.js";
export { type AdmitWaiting, admitWaiting } from "./rooms/admit-waiting.js";
export { MeetingRooms, type Room } from "./rooms/meeting-rooms.js";
export { memoryRooms } from "./rooms/memory-rooms.js";
export { type WaitingRoomNotifierOptions, waitingRoomNotifier } from "./rooms/notifier.js";
