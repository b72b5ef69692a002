// Core alone: a step that is addressed, and plugins that are not.
import {
  again,
  collectDigits,
  command,
  definePlugin,
  done,
  ivr,
  Logger,
  playAudio,
  silentLogger,
  value,
} from "@switchhook/core";
import * as z from "zod/mini";

const wav = (Key) => ({ Type: "S3", BucketName: "prompts", Key });
const pin = definePlugin({
  name: "pin",
  step: {
    ask: () => [
      collectDigits({
        AudioSource: wav("a.wav"),
        FailureAudioSource: wav("b.wav"),
        RepeatDurationInMilliseconds: 5000,
      }),
    ],
    on: {
      "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ event }) =>
        event.ActionData.ReceivedDigits === "1" ? done() : again(),
    },
  },
});
const bystander = (index) =>
  definePlugin({
    name: `bystander-${index}`,
    feature: {
      commands: { [`command-${index}`]: command(z.strictObject({}), () => []) },
      on: { "ACTION_SUCCESSFUL:VoiceFocus": () => [playAudio({ AudioSource: wav("c.wav") })] },
    },
  });
const keeper = (characters) =>
  definePlugin({
    name: "keeper",
    adds: z.strictObject({ kept: z.string() }),
    step: { ask: () => done({ kept: "x".repeat(characters) }) },
  });

export const grown = (plugins, characters) => {
  let flow = ivr();
  for (let index = 0; index < plugins - 1; index++) flow = flow.use(bystander(index));
  if (characters > 0) flow = flow.use(keeper(characters));
  return flow.use(pin).bind(value(Logger, silentLogger)).build();
};

export const handler = grown(Number(process.env.BENCH_PLUGINS ?? 6), Number(process.env.BENCH_STATE ?? 0));
