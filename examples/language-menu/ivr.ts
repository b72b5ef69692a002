import { type Binding, ivr } from "@switchhook/core";
import { audioS3, greeting, languageMenu } from "@switchhook/plugin-audio-s3";
import { say } from "@switchhook/plugin-menu";

/** Offers English and Spanish, and says its opening hours in the one that was chosen; everything is spoken. */
export const openingHours = (...services: Binding[]) =>
  ivr()
    .use(
      audioS3({
        prompts: {
          welcome: { text: "Example Trading." },
          "choose-language": { text: "For English, press 1." },
          "wrong-key": { text: "There is no language on that key." },
          hours: { text: "We are there from nine to five." },
          goodbye: { text: "Goodbye." },
        },
        locales: {
          es: {
            "choose-language": { text: "Para español, oprima 2." },
            "wrong-key": { text: "Esa tecla no tiene idioma." },
            hours: { text: "Estamos de nueve a cinco." },
            goodbye: { text: "Adiós." },
          },
        },
        voices: {
          default: { VoiceId: "Matthew", Engine: "neural" },
          "es-US": { VoiceId: "Lupe", Engine: "neural" },
        },
      }),
    )
    .use(greeting())
    .use(languageMenu({ languages: { "1": "en-US", "2": "es-US" }, prompts: { wrongKey: "wrong-key" } }))
    .use(say({ name: "hours" }))
    .use(say({ name: "farewell", prompt: "goodbye" }))
    .bind(...services)
    .build();
