import { type Binding, definePlugin, done, end, ivr, PromptStore } from "@switchhook/core";
import { audioS3 } from "@switchhook/plugin-audio-s3";
import { callRecording } from "@switchhook/plugin-recording";

/** Asks for a number; what is `sensitive` is kept off the recording. */
const ask = <const Name extends string>(name: Name, sensitive = false) =>
  definePlugin({
    name,
    deps: { prompts: PromptStore },
    prompts: [name, "again"],
    step: {
      sensitive,
      ask: ({ deps }) => [deps.prompts.collect(name, "again", { min: 1, max: 19, attemptMs: 8000 })],
      on: { "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": () => done() },
    },
  });

const farewell = definePlugin({
  name: "farewell",
  deps: { prompts: PromptStore },
  prompts: ["thanks"],
  step: { ask: ({ deps }) => end([deps.prompts.play("thanks")]) },
});

/** Callers agree to the recording with a key; it is paused while a card number is entered. */
export const recordingConsent = (...services: Binding[]) =>
  ivr()
    .use(
      audioS3({
        prompts: {
          "recording-notice": { text: "We would like to record this call. Press 1 to agree, or 2 if not." },
          "recording-stopped": { text: "This call is not recorded." },
          "recording-failed": { text: "This call cannot be recorded." },
          "order-number": { text: "Please enter your order number, followed by the pound key." },
          "card-number": { text: "Please enter your card number, followed by the pound key." },
          postcode: { text: "Please enter your postcode, followed by the pound key." },
          again: { text: "Please try again." },
          thanks: { text: "Thank you. Goodbye." },
        },
      }),
    )
    .use(
      callRecording({
        destination: { bucket: "example-recordings", prefix: "orders" },
        start: "by-itself",
        keys: "none",
        consent: { keys: { agree: "1", decline: "2" } },
        prompts: { notice: "recording-notice" },
      }),
    )
    .use(ask("order-number"))
    .use(ask("card-number", true))
    .use(ask("postcode"))
    .use(farewell)
    .bind(...services)
    .build();
