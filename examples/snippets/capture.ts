import { ivr, value } from "@switchhook/core";
import { chimeMeetings, joinMeeting, jsonDirectory, meetingPin } from "@switchhook/plugin-meeting-pin";
import {
  ConsentLedger,
  type ConsentRecord,
  callRecording,
  meetingCapture,
} from "@switchhook/plugin-recording";
import { prompts } from "./prompts.js";

/** Whatever keeps the records. */
interface Table {
  put(record: ConsentRecord): Promise<void>;
}

export const captured = (table: Table) =>
  // #region capture
  ivr()
    .use(prompts)
    .use(meetingCapture({ destination: { bucket: "my-captures" }, concatenate: true }))
    .use(meetingPin())
    .use(joinMeeting())
    // #endregion
    .use(callRecording({ destination: { bucket: "my-recordings" } }))
    .bind(chimeMeetings(), jsonDirectory("meetings.json"))
    // #region ledger
    .bind(value(ConsentLedger, { note: (record) => table.put(record) }))
    // #endregion
    .build();
