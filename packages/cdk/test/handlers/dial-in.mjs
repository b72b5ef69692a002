// Loaded as it would be in Lambda, at synthesis: from the builds of the packages.
import process from "node:process";
import { CallCommands, callCommands } from "@switchhook/aws";
import { definePlugin, ivr, Logger, PromptStore, silentLogger, stay, value } from "@switchhook/core";
import { recordCalls } from "@switchhook/harden";
import { metrics } from "@switchhook/metrics";
import { dynamoDirectory, MeetingDirectory } from "@switchhook/plugin-meeting-pin";
import { meetingCapture } from "@switchhook/plugin-recording";

const { PLUGINS = "", PIN_TABLE = "pins", PIN_KEYS, CAPTURES = "captures", NAMESPACE } = process.env;
const prompts = definePlugin({ name: "prompts", services: [value(PromptStore, {})] });
const asks = (name, deps) => definePlugin({ name, deps, step: { ask: () => stay() } });
const offered = {
  pin: asks("pin", { directory: MeetingDirectory }),
  admit: asks("admit", { commands: CallCommands }),
  capture: meetingCapture({ destination: { bucket: CAPTURES } }),
  // Made only when it is used: that is what it tells.
  get metrics() {
    return metrics({ namespace: NAMESPACE, service: "line" });
  },
};
if (PLUGINS === "broken") throw new Error("PLUGINS: expected names, given broken");

console.log("what a handler prints when it is loaded is nobody's concern");
const line = PLUGINS.split(",")
  .filter(Boolean)
  .reduce((before, name) => before.use(offered[name]), ivr().use(prompts).use(asks("hello")));
const answered = line
  .bind(value(Logger, silentLogger), callCommands())
  .bind(dynamoDirectory({ table: PIN_TABLE, keys: PIN_KEYS ?? "k".repeat(44) }))
  .build();
export const handler = recordCalls(answered);
