import { type Binding, ivr, line } from "@switchhook/core";
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";
import { menu, say } from "@switchhook/plugin-menu";

/** The flow of docs/migrate/java-flow-library.md; each text is the one there. */
// #region flow
export const exampleTrading = (...services: Binding[]) =>
  ivr()
    .use(
      audioS3({
        prompts: {
          welcome: { text: "Welcome to Example Trading." },
          menu: { text: "For opening hours, press 1. For directions, press 2." },
          // The service says the failure text and then the first one; here the prompt after a wrong key asks as well.
          invalid: {
            text: "That is none of the choices. For opening hours, press 1. For directions, press 2.",
          },
          hours: { text: "We are open from nine to five." },
          directions: { text: "We are opposite the station." },
          goodbye: { text: "Goodbye." },
        },
      }),
    )
    .use(greeting()) // SpeakAction, and its withNextAction
    .use(
      menu({
        keys: { "1": "hours", "2": "directions" }, // what withNextActionF decided by getReceivedDigits
        digits: { attemptMs: 5000 }, // withRepeatDurationInMilliseconds
        invalidAttempts: 3, // withRepeat, and then `goodbye`, which was withErrorAction
        lines: {
          hours: line().use(say({ name: "hours" })),
          directions: line().use(say({ name: "directions" })),
        },
      }),
    )
    .bind(...services)
    .build();
// #endregion
