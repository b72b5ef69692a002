// `npm start` opens a phone in the browser, `npm start -- --terminal` one in the terminal; `npm run checkup` calls the
// handler in every awkward way.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { parseEnv } from "node:util";
import { bundle } from "./bundle.mjs";

const [first, ...rest] = process.argv.slice(2);
const checkup = first === "--checkup";
const program = checkup ? "switchhook-checkup.mjs" : "switchhook-phone.mjs";
const simulator = dirname(dirname(createRequire(import.meta.url).resolve("@switchhook/simulator")));

const ofPhone = [
  "--env-file",
  "local.env",
  // #if wav
  "--bucket",
  "local-prompts=prompts",
  // #end
  // #if recording
  "--bucket",
  "local-recordings=.switchhook/recordings",
  // #end
  // #if menu
  // #if meeting-pin
  "--hint",
  "3 leads to the meetings",
  // #end
  // #end
  // #if meeting-pin
  "--hint",
  "PIN 12345",
  // #end
  // #if attendees
  "--hint",
  "*6 mutes",
  // #end
  // #if recording
  "--hint",
  "*9 records",
  // #end
  ...(first === undefined ? [] : [first]),
];
const settings = Object.entries(parseEnv(readFileSync("local.env", "utf8")));
const ofCheckup = [
  ...settings.flatMap(([name, value]) => ["--env", `${name}=${value}`]),
  // #if meeting-pin
  "--digits",
  "12345",
  // It tries every PIN from one number, and would be blocked as somebody who guesses.
  "--env",
  "PIN_GUESS_GUARD=off",
  // #end
];

await bundle.rebuild();
// What changes while a phone is open is built anew, and the next call is answered by it.
if (checkup || first === "--script") await bundle.dispose();
else await bundle.watch();

const running = spawn(
  process.execPath,
  [
    join(simulator, "bin", program),
    "--handler",
    "dist/handler.mjs",
    ...(checkup ? ofCheckup : ofPhone),
    ...rest,
  ],
  { stdio: "inherit" },
);
// Ctrl-C ends the phone, and this with it.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => running.kill());
const [status] = await once(running, "exit");
await bundle.dispose();
process.exitCode = status ?? 1;
