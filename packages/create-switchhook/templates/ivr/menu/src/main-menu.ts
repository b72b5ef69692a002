import { line } from "@switchhook/core";
import { endingLine, menu, say } from "@switchhook/plugin-menu";

/** The main menu, and where its keys lead; `9` says it once more. After an ending line the call is over. */
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
      sales: endingLine(
        line()
          .use(say({ name: "sales-hours" }))
          .use(say({ name: "farewell" })),
      ),
      support: endingLine(
        line()
          .use(say({ name: "support-hours" }))
          .use(say({ name: "farewell" })),
      ),
      // #if meeting-pin
      // Nothing of its own: the call goes on with what comes after the menu in ivr.ts.
      meeting: line(),
      // #end
    },
  });
