import { createServer } from "node:http";

const path = "/2018-06-01/runtime";
const longestMs = 10_000;

/**
 * The Runtime API of Lambda on loopback, for one process of a runtime: it gives an event to whoever asks for the next one,
 * and takes the answer. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function runtimeApi() {
  // The runtime that waits for an event, who waits for that runtime, and the invocation that is being answered.
  let waiting;
  let onWaiting = () => {};
  let current;
  let invocations = 0;
  let failure;

  const fail = (error) => {
    failure ??= error;
    current?.reject(failure);
    onWaiting();
  };
  const server = createServer(async (request, response) => {
    if (request.method === "GET" && request.url === `${path}/invocation/next`) {
      waiting = response;
      onWaiting(performance.now());
      return;
    }
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const came = performance.now();
    response.writeHead(202).end();
    const body = Buffer.concat(chunks).toString();
    const [, id, what] = /\/invocation\/([^/]+)\/(response|error)$/.exec(request.url) ?? [];
    if (what === "response" && id === current?.id) return current.resolve({ answer: JSON.parse(body), came });
    fail(new Error(`${request.method} ${request.url}: ${body.slice(0, 500)}`));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

  async function ready() {
    const at = waiting ? performance.now() : await new Promise((resolve) => (onWaiting = resolve));
    onWaiting = () => {};
    if (failure) throw failure;
    return at;
  }
  return {
    address: `127.0.0.1:${server.address().port}`,
    /** When the runtime first asked for an event. */
    ready,
    /** The process of the runtime has ended, or could not be started. */
    fail,
    /** Milliseconds from an event to its answer, and the answer. */
    async invoke(event) {
      await ready();
      const body = JSON.stringify(event);
      const id = `00000000-0000-4000-8000-${String(++invocations).padStart(12, "0")}`;
      const answered = new Promise((resolve, reject) => (current = { id, resolve, reject }));
      const runtime = waiting;
      waiting = undefined;
      const began = performance.now();
      runtime.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "lambda-runtime-aws-request-id": id,
        "lambda-runtime-deadline-ms": String(Date.now() + longestMs),
        "lambda-runtime-invoked-function-arn": "arn:aws:lambda:us-east-1:111122223333:function:bench",
        "lambda-runtime-trace-id": `Root=1-5bef4de7-${id.replaceAll("-", "").slice(0, 24)};Sampled=0`,
      });
      runtime.end(body);
      const { answer, came } = await answered;
      return { ms: came - began, answer };
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
