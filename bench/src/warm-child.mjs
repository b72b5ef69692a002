// One variant, warm: microseconds per invocation, and the bytes that it keeps, on one line of JSON.
import { digitsEntered, idOf, newInboundCall } from "./events.mjs";

const [file, invocations, concurrent] = [
  process.argv[2],
  Number(process.argv[3]),
  Number(process.argv[4] ?? 1),
];
// Log lines are made, and read by nobody.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
process.stderr.write = () => true;
const { handler } = await import(file);

let next = 0;
const attributes = new Map();
const call = async () => {
  const id = idOf(next++);
  const first = await handler(newInboundCall(id));
  attributes.set(id, first.TransactionAttributes);
  // As many calls as that are up at once; the oldest goes on.
  if (attributes.size <= concurrent) return;
  const [oldest] = attributes.keys();
  await handler(digitsEntered(oldest, attributes.get(oldest)));
  attributes.delete(oldest);
};
const run = async (calls) => {
  const began = process.hrtime.bigint();
  for (let done = 0; done < calls; done++) await call();
  return Number(process.hrtime.bigint() - began) / 1000 / (calls * 2);
};

// What is collected by turns of the loop, such as weak references, needs some.
const settledHeap = async () => {
  for (let round = 0; round < 6; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage().heapUsed;
};

await run(Math.ceil(invocations / 2));
const before = await settledHeap();
const microseconds = await run(invocations);
const kept = ((await settledHeap()) - before) / invocations;
write(`${JSON.stringify({ microseconds, kept })}\n`);
process.exit(0);
