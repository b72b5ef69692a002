import { all, bounds, eitherLeg, onlyLegA, required } from "./bounds.js";

const attendees = (count: number) => Array.from({ length: count }, (_, index) => `attendee-${index}`);

bounds(
  "3.13",
  "JoinChimeMeeting",
  all(onlyLegA, required("JoinToken"), {
    accepts: [
      ["a token of 2 characters", { JoinToken: "ab" }],
      ["a token of 2,048 characters", { JoinToken: "a".repeat(2048) }],
      ["no MeetingId, as for meetings of the older namespace", { MeetingId: undefined }],
    ],
    refuses: [
      ["a token of 1 character", { JoinToken: "a" }, "JoinToken"],
      ["a token of 2,049 characters", { JoinToken: "a".repeat(2049) }, "JoinToken"],
      ["an empty MeetingId", { MeetingId: "" }, "MeetingId"],
      ["AttendeeId, which samples send", { AttendeeId: "a" }, ""],
    ],
  }),
);

bounds(
  "3.14",
  "ModifyChimeMeetingAttendees",
  all(eitherLeg, required("Operation", "MeetingId", "AttendeeList"), {
    accepts: [
      ["Unmute", { Operation: "Unmute" }],
      ["100 attendees", { AttendeeList: attendees(100) }],
    ],
    refuses: [
      ["Add (3.17)", { Operation: "Add" }, "Operation"],
      ["no attendees", { AttendeeList: [] }, "AttendeeList"],
      ["101 attendees", { AttendeeList: attendees(101) }, "AttendeeList"],
      ["an empty attendee id", { AttendeeList: ["a", ""] }, "AttendeeList[1]"],
    ],
  }),
);

bounds(
  "3.15",
  "VoiceFocus",
  all(eitherLeg, required("Enable"), {
    accepts: [["Enable false", { Enable: false }]],
    refuses: [['Enable "True", which the page prints', { Enable: "True" }, "Enable"]],
  }),
);

const elicit = { SessionState: { DialogAction: { Type: "ElicitIntent" } } };
const welcome = { WelcomeMessages: [{ Content: "Hi", ContentType: "PlainText" }] };
// {"SessionState":{"SessionAttributes":{"a":""}}} is 47 bytes.
const ofBytes = (bytes: number) => ({
  SessionState: { SessionAttributes: { a: "a".repeat(bytes - 47) } },
});

bounds(
  "3.16",
  "StartBotConversation",
  all(onlyLegA, required("BotAliasArn"), {
    accepts: [
      ["a locale with an underscore", { LocaleId: "en_US" }],
      ["welcome messages with ElicitIntent", { Configuration: { ...elicit, ...welcome } }],
      [
        "a configuration without welcome messages",
        { Configuration: { SessionState: { DialogAction: { Type: "Delegate" } } } },
      ],
      ["a configuration of 10 KB", { Configuration: ofBytes(10_240) }],
    ],
    refuses: [
      ["an ARN of something else", { BotAliasArn: "arn:aws:lex:us-east-1:1:bot/B" }, "BotAliasArn"],
      [
        "welcome messages without a dialog action",
        { Configuration: welcome },
        "Configuration.WelcomeMessages",
      ],
      [
        "welcome messages with Delegate",
        { Configuration: { SessionState: { DialogAction: { Type: "Delegate" } }, ...welcome } },
        "Configuration.WelcomeMessages",
      ],
      [
        "another dialog action",
        { Configuration: { SessionState: { DialogAction: { Type: "Close" } } } },
        "Configuration.SessionState.DialogAction.Type",
      ],
      [
        "another content type",
        { Configuration: { ...elicit, WelcomeMessages: [{ Content: "Hi", ContentType: "CustomPayload" }] } },
        "Configuration.WelcomeMessages[0].ContentType",
      ],
      ["a configuration of more than 10 KB", { Configuration: ofBytes(10_241) }, "Configuration"],
    ],
  }),
);
