import { type Binding, definePlugin, done, ivr, line, PromptStore } from "@switchhook/core";
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";
import { menu } from "./menu.js";

/** Says something, and goes on. */
const say = (name: string, prompt: string) =>
  definePlugin({
    name,
    deps: { prompts: PromptStore },
    prompts: [prompt],
    step: { ask: ({ deps }) => done({}, [deps.prompts.play(prompt)]) },
  });

/** A main menu with two departments; everything is spoken, so it needs no bucket. */
export const departments = (...services: Binding[]) =>
  ivr()
    .use(
      audioS3({
        prompts: {
          welcome: { text: "Welcome to Example Trading." },
          departments: { text: "For sales, press 1. For support, press 2." },
          "sales-hours": { text: "Our sales team is there from nine to five." },
          "support-hours": { text: "Our support team is there day and night." },
          goodbye: { text: "Goodbye." },
        },
      }),
    )
    .use(greeting())
    .use(
      menu({
        prompt: "departments",
        keys: { "1": "sales", "2": "support" },
        lines: {
          sales: line().use(say("hours", "sales-hours")),
          support: line().use(say("hours", "support-hours")),
        },
      }),
    )
    .use(say("farewell", "goodbye"))
    .bind(...services)
    .build();
