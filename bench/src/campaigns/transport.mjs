const credentials = { accessKeyId: "local", secretAccessKey: "local" };

/**
 * Carries the requests of SDK clients to a local AWS in this process: no sockets, and a request that takes its time takes
 * it on the virtual clock. Every request is noted with its operation, and can be made to fail by its place among them.
 */
export class LocalTransport {
  /** The operations that were asked for, in their order. */
  operations = [];
  /** The faults that were suffered: what failed, and how. */
  suffered = [];
  inFlight = 0;

  /** `aws` answers the Hono app; `fault` answers how the request of this place and operation fails, if it does. */
  constructor({ aws, clock, fault = () => undefined, onFault = () => {} }) {
    Object.assign(this, { aws, clock, fault, onFault });
  }

  /** Options of every adapter that makes a client; `answerMs` is what its own client would wait for an answer. */
  options(answerMs = 1200) {
    return {
      client: {
        endpoint: "http://aws.local",
        region: "us-east-1",
        credentials,
        requestHandler: {
          handle: (request, given) => {
            this.inFlight += 1;
            return this.#handle(request, given, answerMs).finally(() => {
              this.inFlight -= 1;
            });
          },
        },
      },
      retryDelayMs: () => 0,
    };
  }

  async #handle(request, { abortSignal } = {}, answerMs) {
    const index = this.operations.length;
    const operation = operationOf(request);
    this.operations.push(operation);
    abortSignal?.throwIfAborted();
    const fault = this.fault({ index, operation });
    if (fault) {
      const { name } = fault;
      this.suffered.push({ index, operation, name });
      this.onFault({ index, operation, name });
    }
    switch (fault?.kind) {
      case undefined:
        return this.#answer(request);
      case "error":
        return { response: refusal(operation, fault) };
      case "hang":
        return this.#spend(answerMs, abortSignal);
      case "slow":
        await this.#spend(fault.ms, abortSignal, answerMs);
        return this.#answer(request);
      case "drop":
        throw connectionLost();
      case "lost":
        await this.#answer(request);
        throw connectionLost();
    }
  }

  /** Lets time pass while the request waits; whoever gave it a limit gets that one's error. */
  async #spend(ms, abortSignal, answerMs = ms) {
    const until = this.clock.now() + Math.min(ms, answerMs);
    while (!abortSignal?.aborted && this.clock.now() < until) {
      if (this.clock.step(until)) await turn();
      else await this.clock.advance(until - this.clock.now());
    }
    if (abortSignal?.aborted) throw Object.assign(new Error("Request aborted"), { name: "AbortError" });
    if (answerMs <= ms) throw Object.assign(new Error("no answer in time"), { name: "TimeoutError" });
  }

  async #answer({ method, path, query, headers, body }) {
    const url = new URL(`http://aws.local${path}`);
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

const turn = () => new Promise((resolve) => setImmediate(resolve));

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
