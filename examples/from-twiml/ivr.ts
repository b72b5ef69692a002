import { type Binding, ivr, line } from "@switchhook/core";
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";
import { menu, say } from "@switchhook/plugin-menu";

/** What the TwiML documents beside this file said, as one flow; each text is theirs. */
// #region flow
export const exampleTrading = (...services: Binding[]) =>
  ivr()
    .use(
      audioS3({
        prompts: {
          welcome: { text: "Welcome to Example Trading." },
          menu: { text: "For opening hours, press 1. For directions, press 2." },
          // <Redirect> led back to the menu; here the prompt after a wrong key asks as well.
          invalid: {
            text: "That is none of the choices. For opening hours, press 1. For directions, press 2.",
          },
          hours: { text: "We are open from nine to five." },
          directions: { text: "We are opposite the station." },
          silence: { text: "We did not hear anything." },
          goodbye: { text: "Goodbye." },
        },
      }),
    )
    .use(greeting()) // <Say>, and on without a <Redirect>
    .use(
      menu({
        keys: { "1": "hours", "2": "directions" }, // what the action URL decided by Digits
        digits: { attemptMs: 5000 }, // <Gather timeout="5">
        silentAttempts: 1, // what follows <Gather> when nothing is typed
        prompts: { silence: "silence" },
        lines: {
          hours: line().use(say({ name: "hours" })),
          directions: line().use(say({ name: "directions" })),
        },
      }),
    )
    .bind(...services)
    .build();
// #endregion
