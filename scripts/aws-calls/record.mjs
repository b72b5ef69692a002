// In every test process: what our code asks of AWS through the real clients, with the file that asks, for check.mjs.
import { appendFileSync } from "node:fs";
import { createRequire } from "node:module";
import { callsFile } from "./fresh.mjs";

const { Client } = createRequire(import.meta.url)("@smithy/core/client");
const askingFile = /\/((?:(?:packages|apps)\/[\w-]+\/src|examples\/(?!test\/)[\w-]+)\/[\w/-]+\.ts)[?:]/;
const known = new Set();
const { send } = Client.prototype;

Client.prototype.send = function recorded(command, ...rest) {
  const asking = askingFile.exec(stack())?.[1];
  // What a test itself sends is nobody's permission.
  const line = asking && `${asking} ${this.config.serviceId} ${command.constructor.name}\n`;
  if (line && !known.has(line)) {
    known.add(line);
    appendFileSync(callsFile, line);
  }
  return send.call(this, command, ...rest);
};

function stack() {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 40;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return stack;
}
