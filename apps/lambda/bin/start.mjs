import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { listen, meetingsApi, parseScript, runLivePhone, runScript, wavFolders } from "@switchhook/simulator";

const usage = `Calls the meeting dial-in flow on this machine: no account, no network.

  npm start                                              a phone in the terminal
  npm start -- --script "12345#, wait 1s, *6, hangup"    an unattended call

  --script TEXT   keys, "wait 1s" (ms, s or m) and "hangup", separated by commas
  --logs          shows the log of the Lambda function too
  --help          shows this`;

const app = join(dirname(fileURLToPath(import.meta.url)), "..");
const region = "us-east-1";

let options;
let moves;
try {
  options = parseArgs({
    options: { script: { type: "string" }, logs: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  }).values;
  moves = options.script === undefined ? undefined : parseScript(options.script);
} catch (error) {
  console.error(`${error.message}\n\n${usage}`);
  process.exit(2);
}
if (options.help) {
  console.log(usage);
  process.exit(0);
}

const api = meetingsApi(region);
const endpoint = await listen(api.app);

process.chdir(app);
process.loadEnvFile(existsSync(".env") ? ".env" : ".env.example");
Object.assign(process.env, {
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_ENDPOINT_URL_CHIME_SDK_MEETINGS: endpoint.url,
  // Lambda runs Node 24; here the notice would stand in the middle of the call.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  ...(options.logs && { LOG_LEVEL: "INFO" }),
});

const { handler } = await import(join(app, "dist/handler.mjs"));
const prompts = JSON.parse(readFileSync("prompts/prompts.json", "utf8"));
const textByFile = new Map(Object.values(prompts).map(({ wav, text }) => [wav, text]));
const phone = {
  handler,
  audio: wavFolders({ [process.env.PROMPT_BUCKET]: join(app, "prompts") }),
  rooms: api.store,
  describePrompt: (_bucket, key) => textByFile.get(key),
  print: (line) => console.log(line),
};

console.log("Switchhook: the meeting dial-in flow, on the simulator.");
console.log(`Meeting PINs: ${demoPins()}`);
if (!moves) console.log("Type digits, * and # as on a phone; *6 mutes, *9 records; Ctrl-C hangs up.\n");
else console.log("");

const { endedWell, problems } = moves
  ? await runScript({ ...phone, moves })
  : await runLivePhone({ ...phone, input: process.stdin });
await endpoint.close();
for (const problem of problems) console.error(`The call did not end well: ${problem}`);
process.exitCode = endedWell ? 0 : 1;

function demoPins() {
  const directory = process.env.MEETING_DIRECTORY;
  if (directory === "open") return "any";
  const { meetings } = JSON.parse(readFileSync(directory, "utf8"));
  return meetings.map(({ pin, title, id }) => `${pin} (${title ?? id})`).join(", ");
}
