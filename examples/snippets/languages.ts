import { definePlugin, end, PromptStore } from "@switchhook/core";

/** What comes after the language menu. */
export const goodbye = definePlugin({
  name: "goodbye",
  deps: { prompts: PromptStore },
  step: { ask: ({ deps }) => end([deps.prompts.play("choose-language")]) },
});

// #region languages
import { ivr } from "@switchhook/core";
import { audioS3, greeting, languageMenu } from "@switchhook/plugin-audio-s3";

export const line = ivr()
  .use(
    audioS3({
      bucket: "my-prompts",
      prompts: {
        welcome: { text: "Welcome.", wav: "en/welcome.wav" },
        "choose-language": { text: "For English, press 1." },
      },
      locales: { "es-US": { "choose-language": { text: "Para español, oprima 2." } } },
    }),
  )
  .use(greeting())
  .use(languageMenu({ languages: { "1": "en-US", "2": "es-US" } })); // and then a step that asks for something
// #endregion
