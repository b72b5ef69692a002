import { ivr } from "@switchhook/core";
import { attendeeControls, usualKeys } from "@switchhook/plugin-attendees";
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";
import {
  dynamoDirectory,
  dynamoGuessGuard,
  dynamoRooms,
  joinMeeting,
  meetingPin,
  openPinTable,
} from "@switchhook/plugin-meeting-pin";
import { say } from "@switchhook/plugin-menu";
import { callRecording, meetingCapture, voiceMail } from "@switchhook/plugin-recording";
import { connect, listedPins, openPins, prompts } from "./ivr-pieces.mjs";

const sounds = () => ivr().use(audioS3({ prompts }));
const farewell = () => say({ name: "farewell", prompt: "goodbye" });
const inMeeting = { lockable: true, deleteMeeting: true };

const table = "the-pins";
const keys = Buffer.alloc(32, 7).toString("base64");
const fromTable = (local) => [
  dynamoDirectory({ table, keys, pinLengths: { min: 5, max: 5 }, ...local }),
  dynamoGuessGuard({ table, keys, ...local }),
  dynamoRooms({ table, ...local }),
];

/**
 * The flows that faults are put into, one for each adapter; the callers of each use all of its operations. What they do
 * is a list of moves, so that it is known at which of them a fault was suffered.
 */
export const faultFlows = {
  "dial-in": {
    make: () =>
      sounds()
        .use(attendeeControls({ keys: usualKeys }))
        .use(greeting())
        .use(meetingPin())
        .use(joinMeeting({ ...inMeeting, afterwards: "another-pin", announce: { position: true } }))
        .bind(openPins()),
    moves: ["12345", "*2", "*6", "*5", "*0", "13579", "*2"],
  },
  "moderator of a waiting room": {
    make: () =>
      sounds()
        .use(attendeeControls({ keys: usualKeys }))
        .use(meetingPin())
        .use(
          joinMeeting({
            ...inMeeting,
            waitingRoom: { giveUpAfterMs: 20_000 },
            announce: { tones: true },
          }),
        )
        .use(farewell())
        .bind(listedPins()),
    second: { after: 1, pin: "10003" },
    // Music does not end by itself: he waits for a while only.
    moves: [{ keys: "10002#", ms: 6000 }, "*2", "*4", "*5", "*8"],
  },
  "PINs, guesses and rooms in DynamoDB": {
    make: (local) =>
      sounds()
        .use(attendeeControls({ keys: usualKeys }))
        .use(meetingPin())
        .use(joinMeeting({ ...inMeeting, afterwards: "another-pin" }))
        .bind(...fromTable(local)),
    prepare: async (local) => {
      const pins = openPinTable({ table, keys, ...local });
      await pins.create();
      await pins.add({ id: "weekly", pin: "12345", moderatorPin: "54321" });
    },
    moves: ["99999", "54321", "*4", "*4", "*2", "*0", "12345"],
  },
  "two who hang up at once": {
    make: (local) =>
      sounds()
        .use(meetingPin())
        .use(joinMeeting({ deleteMeeting: true }))
        .bind(openPins(), dynamoRooms({ table, ...local })),
    prepare: (local) => openPinTable({ table, keys, ...local }).create(),
    second: { after: 1, pin: "12345" },
    moves: ["12345"],
    atOnce: true,
  },
  "voice mail": {
    make: (local) =>
      sounds()
        .use(voiceMail({ destination: { bucket: "the-messages" }, ...local }))
        .use(farewell()),
    buckets: { "the-messages": {} },
    moves: ["#", "3", "#", "1", "4"],
  },
  "capture of a meeting": {
    make: (local) =>
      sounds()
        .use(
          meetingCapture({
            destination: { bucket: "the-captures" },
            keys: "*3",
            who: "everybody",
            concatenate: true,
            ...local,
          }),
        )
        .use(meetingPin())
        .use(joinMeeting({ deleteMeeting: true }))
        .use(farewell())
        .bind(openPins()),
    moves: ["12345", "*3", "*3"],
  },
  "recording of a call": {
    make: () =>
      sounds()
        .use(
          callRecording({ destination: { bucket: "the-recordings" }, start: "by-itself", pauseKeys: "*7" }),
        )
        .use(connect())
        .use(meetingPin())
        .use(joinMeeting({ deleteMeeting: true }))
        .use(farewell())
        .bind(openPins()),
    moves: ["*7", "*7", "other hangs up", "12345", "*9"],
  },
};
