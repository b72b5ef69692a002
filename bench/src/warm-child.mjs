// One variant, warm: microseconds per invocation, for how many of them the processor was busy, and the bytes that a call keeps.
import { calls, checkAnswer } from "./calls.mjs";
import { settledHeap } from "./campaigns/heap.mjs";
import { idOf } from "./events.mjs";
import { countLogLines } from "./log-lines.mjs";

const { file, call, lines, invocations, concurrent, characters } = JSON.parse(process.argv[2]);
const log = countLogLines();
const { handler } = await import(file);
const script = calls[call];
const perCall = script.events(idOf(0)).length;
const batchSize = Math.max(concurrent, 100);

let next = 0;
let microseconds = 0;
let cpu = 0;
/** Some calls, of which as many as that are up at once; only the handler is timed. */
async function batch() {
  const made = Array.from({ length: batchSize }, () => ({
    events: script.events(idOf(next++)),
    answers: [],
  }));
  const invoke = async ({ events, answers }, step) => {
    const attributes = answers.at(-1)?.TransactionAttributes;
    if (attributes) events[step].CallDetails.TransactionAttributes = attributes;
    answers.push(await handler(events[step]));
  };
  const busyBefore = process.cpuUsage();
  const began = process.hrtime.bigint();
  for (let first = 0; first < batchSize; first += concurrent) {
    const up = made.slice(first, first + concurrent);
    for (let step = 0; step < perCall; step++) for (const one of up) await invoke(one, step);
  }
  microseconds += Number(process.hrtime.bigint() - began) / 1000;
  const { user, system } = process.cpuUsage(busyBefore);
  cpu += user + system;
  for (const { events, answers } of made) {
    for (const [step, event] of events.entries()) await checkAnswer(script, event, answers[step]);
    const kept = JSON.stringify(answers[0].TransactionAttributes ?? {}).length;
    if (kept < characters) throw new Error(`a state of ${kept} characters instead of ${characters}`);
  }
}
async function run(wanted) {
  const batches = Math.ceil(wanted / perCall / batchSize);
  microseconds = 0;
  cpu = 0;
  const before = log.count();
  for (let done = 0; done < batches; done++) await batch();
  const invoked = batches * batchSize * perCall;
  log.check(before + invoked * lines);
  return { microseconds: microseconds / invoked, cpu: cpu / invoked, calls: batches * batchSize };
}

await run(invocations / 2);
const before = await settledHeap();
const measured = await run(invocations);
const kept = ((await settledHeap()) - before) / measured.calls;
log.report({ microseconds: measured.microseconds, cpu: measured.cpu, kept });
process.exit(0);
