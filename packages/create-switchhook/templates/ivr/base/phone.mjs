// `npm start` opens a phone in the browser, `npm start -- --terminal` one in the terminal; `npm run checkup` calls the
// handler in every awkward way.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";

const [first, ...rest] = process.argv.slice(2);
const checkup = first === "--checkup";
const program = checkup ? "switchhook-checkup.mjs" : "switchhook-phone.mjs";
const simulator = dirname(dirname(createRequire(import.meta.url).resolve("@switchhook/simulator")));

const { status } = spawnSync(
  process.execPath,
  [
    join(simulator, "bin", program),
    "--handler",
    "dist/handler.mjs",
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
    // #if meeting-pin
    ...(checkup ? ["--digits", "12345"] : ["--hint", "PIN 12345"]),
    // #end
    // #if menu
    // #if meeting-pin
    ...(checkup ? [] : ["--hint", "3 leads to the meetings"]),
    // #end
    // #end
    // #if attendees
    ...(checkup ? [] : ["--hint", "*6 mutes"]),
    // #end
    // #if recording
    ...(checkup ? [] : ["--hint", "*9 records"]),
    // #end
    ...(checkup || first === undefined ? rest : [first, ...rest]),
  ],
  { stdio: "inherit" },
);
process.exitCode = status ?? 1;
