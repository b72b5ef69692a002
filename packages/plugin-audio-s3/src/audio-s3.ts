import { definePlugin, PromptCatalog, PromptStore, perCall, value } from "@switchhook/core";
import { type AudioS3Options, parseAudioS3Options } from "./options.js";
import { findDefinition } from "./store/definitions.js";
import { AudioS3Settings, S3PromptStore } from "./store/s3-prompt-store.js";

/** Offers the prompt store: prompts by name, as WAV files in S3 or as spoken text, in the call's locale. */
export const audioS3 = (options: AudioS3Options) => {
  const settings = parseAudioS3Options(options);
  return definePlugin({
    name: "audio-s3",
    services: [
      value(AudioS3Settings, settings),
      value(PromptCatalog, { has: (prompt) => findDefinition(settings, prompt, "") !== undefined }),
      perCall(PromptStore, S3PromptStore),
    ],
  });
};
