import { type Binding, ivr, line } from "@switchhook/core";
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";
import { menu, say } from "@switchhook/plugin-menu";

/** What the contact flow beside this file did, with its texts as prompts by the names of its blocks. */
// #region flow
export const exampleTrading = (texts: Readonly<Record<string, string>>, ...services: Binding[]) =>
  ivr()
    .use(
      audioS3({
        prompts: {
          ...Object.fromEntries(Object.entries(texts).map(([block, text]) => [block, { text }])),
          // The block led back to the menu; here the prompt after a wrong key asks as well.
          invalid: { text: `${texts.invalid} ${texts.menu}` },
        },
      }),
    )
    .use(greeting()) // MessageParticipant, and on to NextAction
    .use(
      menu({
        keys: { "1": "hours", "2": "directions" }, // Conditions
        digits: { attemptMs: 5000 }, // InputTimeLimitSeconds
        silentAttempts: 1, // InputTimeLimitExceeded
        prompts: { silence: "silence" },
        invalidAttempts: 3, // NoMatchingCondition leads back here, but not for ever
        lines: {
          hours: line().use(say({ name: "hours" })),
          directions: line().use(say({ name: "directions" })),
        },
      }),
    )
    .bind(...services)
    .build();
// #endregion
