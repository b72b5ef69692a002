// One variant, cold: milliseconds from the start of the process to the first answer, and how long the processor was busy for it.
import { idOf, newInboundCall } from "./events.mjs";
import { countLogLines } from "./log-lines.mjs";

const { file, call, lines } = JSON.parse(process.argv[2]);
const log = countLogLines();
const event = newInboundCall(idOf(1));
const { handler } = await import(file);
const answer = await handler(event);
const ms = performance.now();
const { user, system } = process.cpuUsage();
if (call) {
  const { calls, checkAnswer } = await import("./calls.mjs");
  await checkAnswer(calls[call], event, answer);
  log.check(lines);
}
log.report({ ms, cpu: (user + system) / 1000 });
process.exit(0);
