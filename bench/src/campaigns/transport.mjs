import { quiet } from "./turns.mjs";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };

/**
 * Carries the requests of SDK clients to a local AWS in this process: no sockets, and a request that takes its time takes
 * it on the virtual clock. Every request is noted with its operation, and can be made to fail by its place among them.
 */
export class LocalTransport {
  /** The requests in their order: the operation, what it was about, the fault that it suffered, and the answer that was told. */
  requests = [];
  inFlight = 0;
  #spending = 0;

  /** `aws` answers the Hono app; `fault` answers how the next request of an operation fails, if it does. */
  constructor({ aws, clock, fault = () => undefined }) {
    Object.assign(this, { aws, clock, fault });
  }

  /** Options of every adapter that makes a client. */
  options() {
    return {
      client: {
        // An address, so that buckets are named in the path.
        endpoint: "http://127.0.0.1",
        region: "us-east-1",
        credentials,
        requestHandler: {
          handle: (request, given) => {
            this.inFlight += 1;
            return this.#handle(request, given).finally(() => {
              this.inFlight -= 1;
            });
          },
        },
      },
      retryDelayMs: () => 0,
    };
  }

  /** Whether, from now on, a request is on its way, or has been made: one that fails at once is over before it is seen. */
  asking({ beside = () => 0 } = {}) {
    const made = this.requests.length;
    return () => this.inFlight > beside() || this.requests.length > made;
  }

  async #handle(request, { abortSignal } = {}) {
    const operation = operationOf(request);
    const answerMs = patienceOf(request, operation);
    const noted = { operation, path: request.path, fault: undefined, told: undefined };
    this.requests.push(noted);
    abortSignal?.throwIfAborted();
    const fault = this.fault(operation);
    noted.fault = fault?.name;
    switch (fault?.kind) {
      case "error":
        return { response: refusal(operation, fault) };
      case "hang":
        return this.#spend(answerMs, abortSignal);
      case "drop":
        throw connectionLost();
      case "lost":
        await this.#answer(request);
        throw connectionLost();
      case "slow":
        await this.#spend(fault.ms, abortSignal, answerMs).catch(async (error) => {
          // Nobody waits for it any more, and it is carried out all the same.
          await this.#answer(request);
          throw error;
        });
    }
    const answer = await this.#answer(request);
    noted.told = answer.response.body;
    return answer;
  }

  /** Lets time pass while the request waits; whoever gave it a limit gets that one's error. */
  async #spend(ms, abortSignal, answerMs = ms) {
    const until = this.clock.now() + Math.min(ms, answerMs);
    this.#spending += 1;
    while (!abortSignal?.aborted && this.clock.now() < until) {
      await this.#othersDone();
      // Another one that waits may have moved it meanwhile.
      if (abortSignal?.aborted || this.clock.now() >= until) break;
      if (!this.clock.step(until)) await this.clock.advance(until - this.clock.now());
    }
    this.#spending -= 1;
    if (abortSignal?.aborted) throw Object.assign(new Error("Request aborted"), { name: "AbortError" });
    if (answerMs <= ms) throw Object.assign(new Error("no answer in time"), { name: "TimeoutError" });
  }

  /** No time passes while other requests are on their way, or the handler is about to make one. */
  async #othersDone() {
    let asks;
    do {
      asks = this.asking({ beside: () => this.#spending });
      await quiet(asks);
    } while (asks());
  }

  async #answer({ method, path, query, headers, body }) {
    const url = new URL(`http://127.0.0.1${path}`);
    for (const [name, value] of Object.entries(query ?? {}))
      for (const one of [value].flat()) url.searchParams.append(name, one ?? "");
    const init = { method, headers, ...(method !== "GET" && method !== "HEAD" && { body }) };
    const response = await this.aws().fetch(new Request(url, init));
    return {
      response: {
        statusCode: response.status,
        headers: Object.fromEntries(response.headers),
        body: new Uint8Array(await response.arrayBuffer()),
      },
    };
  }
}

const connectionLost = () =>
  Object.assign(new Error("socket hang up"), { name: "Error", code: "ECONNRESET" });

const meetings = [
  ["POST", /^\/meetings$/, "CreateMeeting"],
  ["GET", /^\/meetings\/[^/]+$/, "GetMeeting"],
  ["DELETE", /^\/meetings\/[^/]+$/, "DeleteMeeting"],
  ["POST", /^\/meetings\/[^/]+\/attendees$/, "CreateAttendee"],
  ["GET", /^\/meetings\/[^/]+\/attendees$/, "ListAttendees"],
  ["DELETE", /^\/meetings\/[^/]+\/attendees\/[^/]+$/, "DeleteAttendee"],
  ["POST", /^\/sdk-media-capture-pipelines$/, "CreateMediaCapturePipeline"],
  ["DELETE", /^\/sdk-media-capture-pipelines\/[^/]+$/, "DeleteMediaCapturePipeline"],
  ["POST", /^\/sdk-media-concatenation-pipelines$/, "CreateMediaConcatenationPipeline"],
  ["POST", /^\/sip-media-applications\/[^/]+\/calls\/[^/]+$/, "UpdateSipMediaApplicationCall"],
  ["DELETE", /./, "DeleteObject"],
];

/** Milliseconds that the client of our own adapter would wait for an answer. */
function patienceOf({ headers }, operation) {
  if (headers["x-amz-target"] || operation === "DeleteObject") return 800;
  return operation.includes("Pipeline") ? 900 : 1200;
}

/** The operation of a request: DynamoDB names it, of the others method and path tell. */
function operationOf({ method, path, headers }) {
  const target = headers["x-amz-target"];
  if (target) return target.split(".").at(-1);
  return meetings.find(([verb, form]) => verb === method && form.test(path))?.[2] ?? `${method} ${path}`;
}

/** An error as each service writes it: S3 in XML, the others in JSON. */
function refusal(operation, { status, code }) {
  const text =
    operation === "DeleteObject"
      ? `<Error><Code>${code}</Code><Message>a planned fault</Message></Error>`
      : JSON.stringify({ __type: code, Code: code, Message: "a planned fault", message: "a planned fault" });
  return {
    statusCode: status,
    headers: { "content-type": "application/json", "x-amzn-errortype": code },
    body: new TextEncoder().encode(text),
  };
}
