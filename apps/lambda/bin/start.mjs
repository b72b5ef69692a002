import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readPhoneOptions, reportCall, runPhone } from "@switchhook/simulator";

const usage = `Calls the meeting dial-in flow on this machine: no account, no network.

  npm start                                              a phone in the browser
  npm start -- --terminal                                a phone in the terminal
  npm start -- --script "12345#, wait 1s, *6, hangup"    an unattended call

  --terminal      a phone in the terminal: keys are typed, Ctrl-C hangs up
  --script TEXT   keys, "wait 1s" (ms, s or m) and "hangup", separated by commas; more in the README of the simulator
  --port NUMBER   of the page; default 5090, 0 takes a free one
  --voice NAME    who speaks where there is no WAV: auto, espeak-ng, say, none
  --logs          shows the log of the Lambda function too
  --help          shows this`;

const app = join(dirname(fileURLToPath(import.meta.url)), "..");

let given;
try {
  given = parseArgs({
    options: {
      terminal: { type: "boolean" },
      script: { type: "string" },
      port: { type: "string" },
      voice: { type: "string" },
      logs: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  }).values;
} catch (error) {
  console.error(`${error.message}\n\n${usage}`);
  process.exit(2);
}
if (given.help) {
  console.log(usage);
  process.exit(0);
}

process.chdir(app);
process.loadEnvFile(existsSync(".env") ? ".env" : ".env.example");
if (given.logs) process.env.LOG_LEVEL = "INFO";

const prompts = JSON.parse(readFileSync("prompts/prompts.json", "utf8"));
const textByFile = new Map(Object.values(prompts).map(({ wav, text }) => [wav, text]));
const pins = demoPins();

console.log("Switchhook: the meeting dial-in flow, on the simulator.");
console.log(`Meeting PINs: ${pins.join(", ")}`);
if (given.terminal) console.log("Type digits, * and # as on a phone; *6 mutes, *9 records; Ctrl-C hangs up.");

try {
  const options = readPhoneOptions([
    ...["--handler", "dist/handler.mjs"],
    ...["--bucket", `${process.env.PROMPT_BUCKET}=prompts`],
    ...["--bucket", `${process.env.RECORDING_BUCKET}=.switchhook/recordings`],
    ...[...pins.map((pin) => `PIN ${pin}`), "*6 mutes", "*9 records"].flatMap((hint) => ["--hint", hint]),
    ...(given.terminal ? ["--terminal"] : []),
    ...["script", "port", "voice"].flatMap((name) =>
      given[name] === undefined ? [] : [`--${name}`, given[name]],
    ),
  ]);
  const running = await runPhone(options, {
    print: (line) => console.log(line),
    input: process.stdin,
    describePrompt: (_bucket, key) => textByFile.get(key),
  });
  if (running.is === "call") process.exitCode = reportCall(running.result.problems);
  else {
    console.log(`\nThe phone is at ${running.url}\nCtrl-C ends it.`);
    await new Promise((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
    await running.close();
  }
} catch (error) {
  const misused = error.name === "ScriptError" || error.name === "UsageError";
  console.error(misused ? `${error.message}\n\n${usage}` : error.message);
  process.exitCode = 2;
}

function demoPins() {
  const directory = process.env.MEETING_DIRECTORY;
  if (directory === "open") return ["any"];
  const { meetings } = JSON.parse(readFileSync(directory, "utf8"));
  return meetings.map(({ pin, title, id }) => `${pin} (${title ?? id})`);
}
