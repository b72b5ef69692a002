import { digitsEntered, hangup, idOf, newInboundCall } from "../events.mjs";
import { warmHandler } from "./dial-in.mjs";
import { settledHeap } from "./heap.mjs";

/** The last tenth may have so many times the heap of the first, or so many bytes more; of a small heap a little is much. */
const mostGrowth = { times: 1.2, bytes: 4_000_000 };

/** As many times longer may an invocation of the last tenth take, on a machine that does nothing else. */
export const mostSlower = 1.5;

/** Whether the heap has grown beyond that. */
export const grows = ({ first, last }) =>
  last.heap > first.heap * mostGrowth.times || last.heap - first.heap > mostGrowth.bytes;

/** A warm handler takes invocations of interleaved calls; the last tenth against the first, in time and in heap. */
export async function soak({ invocations, concurrent = 200, around = (made) => made }) {
  const handler = around(warmHandler());
  const attributes = new Map();
  let next = 0;
  let joined = 0;
  const tenth = async (count) => {
    const began = process.hrtime.bigint();
    for (let done = 0; done < count; done += 3) {
      const id = idOf(next++);
      attributes.set(id, (await handler(newInboundCall(id))).TransactionAttributes);
      if (attributes.size <= concurrent) continue;
      const [oldest] = attributes.keys();
      const answer = await handler(digitsEntered(oldest, attributes.get(oldest)));
      if (answer.Actions?.at(-1)?.Type !== "JoinChimeMeeting") throw new Error("a caller was not joined");
      joined += 1;
      await handler(hangup(oldest, answer.TransactionAttributes));
      attributes.delete(oldest);
      // As in Lambda, where every invocation is a turn of the loop of its own.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return Number(process.hrtime.bigint() - began) / 1000 / count;
  };
  const measured = async () => ({
    microseconds: await tenth(invocations / 10),
    heap: await settledHeap(),
  });
  // To get warm.
  await tenth(invocations / 10);
  const first = await measured();
  await tenth((invocations / 10) * 7);
  const last = await measured();
  return {
    invocations,
    calls: next,
    joined,
    first,
    last,
    time: last.microseconds / first.microseconds,
    heap: last.heap / first.heap,
  };
}
