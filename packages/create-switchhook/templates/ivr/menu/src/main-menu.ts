import { line } from "@switchhook/core";
// #if meeting-pin
import { joinMeeting, meetingPin } from "@switchhook/plugin-meeting-pin";
// #end
import { menu, say } from "@switchhook/plugin-menu";

/** The main menu, and where its keys lead; `9` says it once more. */
export const mainMenu = () =>
  menu({
    keys: {
      "1": "sales",
      "2": "support",
      // #if meeting-pin
      "3": "meeting",
      // #end
    },
    prompts: { ask: "main-menu", giveUp: "farewell" },
    lines: {
      sales: line()
        .use(say({ name: "sales-hours" }))
        .use(say({ name: "farewell" })),
      support: line()
        .use(say({ name: "support-hours" }))
        .use(say({ name: "farewell" })),
      // #if meeting-pin
      meeting: line()
        .use(meetingPin({ maxAttempts: 3 }))
        .use(joinMeeting()),
      // #end
    },
  });
