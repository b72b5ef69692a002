// One variant, cold: milliseconds from the start of the process to the first answer.
import { idOf, newInboundCall } from "./events.mjs";

const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
const { handler } = await import(process.argv[2]);
await handler(newInboundCall(idOf(1)));
write(`${JSON.stringify({ ms: performance.now() })}\n`);
process.exit(0);
