import { ivr, value } from "@switchhook/core";
import { RecordingAnnouncer, voiceMail } from "@switchhook/plugin-recording";
import { prompts } from "./prompts.js";

export const answeringMachine = (
  mailTheTeam: (bucket: string, key: string, from: string | undefined) => Promise<void> | void,
) =>
  // #region voice-mail
  ivr()
    .use(prompts)
    .use(voiceMail({ destination: { bucket: "my-messages" }, maxSeconds: 90 }))
    .bind(value(RecordingAnnouncer, { recorded: ({ bucket, key, from }) => mailTheTeam(bucket, key, from) }))
    .build();
// #endregion
