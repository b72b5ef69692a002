import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import {
  again,
  definePlugin,
  done,
  end,
  InvocationObserver,
  type IvrHandler,
  ivr,
  Logger,
  type ObservedInvocation,
  observers,
  silentLogger,
  speak,
  speakAndCollectDigits,
  value,
} from "@switchhook/core";
import { simulate } from "@switchhook/testing";
import { afterEach, describe, expect, it } from "vitest";
import { type TracesOptions, traceIdOf, traces, tracesObserver } from "../src/index.js";

const welcome = definePlugin({
  name: "welcome",
  step: { ask: () => done({}, [speak({ Text: "Hello." })]) },
});
const pin = definePlugin({
  name: "pin",
  step: {
    ask: () => [
      speakAndCollectDigits({
        SpeechParameters: { Text: "PIN?" },
        FailureSpeechParameters: { Text: "PIN?" },
        MaxNumberOfDigits: 4,
        TerminatorDigits: ["#"],
        RepeatDurationInMilliseconds: 5000,
      }),
    ],
    on: {
      "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ event }) => {
        if (event.ActionData.ReceivedDigits === "9090") throw new Error("a bug");
        return event.ActionData.ReceivedDigits === "8642" ? done() : again();
      },
    },
  },
});
const bye = definePlugin({ name: "bye", step: { ask: () => end([speak({ Text: "Bye." })]) } });

const kept = () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  return { provider, spans: () => exporter.getFinishedSpans() };
};

const line = (options: TracesOptions) => ivr().use(traces(options)).use(welcome).use(pin).use(bye);

/** A call that types these PINs; the events are delivered once, unless said otherwise. */
const dial = async (
  pins: readonly string[],
  { ratio, twice = false }: { ratio?: number; twice?: boolean } = {},
) => {
  const { provider, spans } = kept();
  const flow = line({ provider, ...(ratio !== undefined && { ratio }) });
  // As a plain function it is what hears of each event again; an IVR would be repeated to another process.
  const built = flow.build();
  const plain: IvrHandler = (event, context) => built(event, context);
  const simulation = twice ? simulate(plain) : simulate(flow, { without: ["same-answer-twice"] });
  const call = await simulation.dial();
  for (const digits of pins) await call.press(digits);
  await call.untilEnded();
  return { spans: spans(), transaction: call.simulated.events[0]?.CallDetails.TransactionId ?? "" };
};

const stepsOf = ({ name, attributes }: ReadableSpan) => [
  name,
  attributes["ivr.step.before"],
  attributes["ivr.step.after"],
  attributes["ivr.attempt"],
];

describe("the spans of a call", () => {
  it("are one an invocation, named by the event, with the steps and the try", async () => {
    const { spans } = await dial(["1111", "8642"]);
    expect(spans.map(stepsOf)).toEqual([
      ["NEW_INBOUND_CALL", "", "pin", 1],
      ["ACTION_SUCCESSFUL:SpeakAndGetDigits", "pin", "pin", 2],
      ["ACTION_SUCCESSFUL:SpeakAndGetDigits", "pin", "bye", 1],
      ["HANGUP", "bye", "bye", 1],
    ]);
  });

  it("are one trace, which is the transaction, under one parent", async () => {
    const { spans, transaction } = await dial(["1111", "8642"]);
    const id = transaction.replaceAll("-", "");
    expect(traceIdOf(transaction)).toBe(id);
    expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(new Set([id]));
    expect(new Set(spans.map(({ parentSpanContext }) => parentSpanContext?.spanId))).toEqual(
      new Set([id.slice(16)]),
    );
    expect(spans.every(({ kind }) => kind === SpanKind.SERVER)).toBe(true);
  });

  it("say what was answered, how the flow ended, and how old the call was", async () => {
    const { spans } = await dial(["8642"]);
    expect(spans[0]?.attributes).toMatchObject({
      "ivr.sequence": 1,
      "ivr.repeated": false,
      "ivr.ended": false,
      "ivr.actions": ["Speak", "SpeakAndGetDigits"],
    });
    expect(spans[1]?.attributes).toMatchObject({ "ivr.ended": true, "ivr.outcome": "end" });
    expect(Number(spans[1]?.attributes["ivr.call.ms"])).toBeGreaterThan(1000);
  });

  it("have the status ERROR and the code where the caller heard the apology, and nowhere else", async () => {
    const { spans } = await dial(["9090"]);
    expect(spans.map(({ status }) => status.code)).toEqual([
      SpanStatusCode.UNSET,
      SpanStatusCode.ERROR,
      SpanStatusCode.UNSET,
    ]);
    expect(spans[1]?.status.message).toBe("IVR_HANDLER_FAILED");
    expect(spans[1]?.attributes).toMatchObject({
      "ivr.codes": ["IVR_HANDLER_FAILED"],
      "ivr.outcome": "fallback",
    });
  });

  it("show a repeated delivery, without what only the first one knows, and without an error", async () => {
    const { spans } = await dial(["9090"], { twice: true });
    const again = spans.filter(({ attributes }) => attributes["ivr.repeated"] === true);
    expect(again.length).toBeGreaterThan(1);
    expect(again.every(({ status }) => status.code === SpanStatusCode.UNSET)).toBe(true);
    expect(again.every(({ attributes }) => !("ivr.step.before" in attributes))).toBe(true);
  });

  it("have no number and no digits in them", async () => {
    const { spans, transaction } = await dial(["1111", "8642"]);
    const text = JSON.stringify(
      spans.map(({ name, attributes, status, events }) => [name, attributes, status, events]),
    ).replaceAll(transaction, "");
    for (const secret of ["1111", "8642", "+1"]) expect(text).not.toContain(secret);
  });
});

const invocation: ObservedInvocation = {
  transaction: "11111111-2222-4333-8444-555555555555",
  sequence: 3,
  requestId: "request-1",
  event: "HANGUP",
  stepBefore: "pin",
  stepAfter: "pin",
  attempt: 1,
  ended: true,
  reached: [],
  left: [],
  outcome: "hang-up",
  over: true,
  callMs: 4000,
  actions: undefined,
  codes: [],
  repeated: false,
  beganAt: 1_700_000_000_000,
  ms: 12.5,
};

describe("a span", () => {
  it("begins with the event and lasts until the answer, also by a clock that began at 0", () => {
    const { provider, spans } = kept();
    tracesObserver({ provider }).observe(invocation);
    tracesObserver({ provider }).observe({ ...invocation, beganAt: 500, ms: 20 });
    expect(spans().map(({ startTime, duration }) => [startTime, duration])).toEqual([
      [
        [1_700_000_000, 0],
        [0, 12_000_000],
      ],
      [
        [0, 500_000_000],
        [0, 20_000_000],
      ],
    ]);
  });

  it("has Lambda's request id under its usual name", () => {
    const { provider, spans } = kept();
    tracesObserver({ provider }).observe(invocation);
    expect(spans()[0]?.attributes["faas.invocation_id"]).toBe("request-1");
  });

  it("is made for a transaction that is no UUID too, in a trace of its own", () => {
    const { provider, spans } = kept();
    tracesObserver({ provider }).observe({ ...invocation, transaction: "t" });
    expect(traceIdOf("t")).toBeUndefined();
    expect(spans()[0]?.parentSpanContext).toBeUndefined();
    expect(spans()[0]?.attributes["ivr.transaction"]).toBe("t");
  });
});

describe("sampling", () => {
  it("keeps a call as a whole or not at all, by its transaction", async () => {
    const { provider, spans } = kept();
    const observer = tracesObserver({ provider, ratio: 0.5 });
    // The last 13 digits count: from 8 on it is the upper half.
    const low = "11111111-2222-4333-8447-ffffffffffff";
    const high = "11111111-2222-4333-8448-000000000000";
    for (const sequence of [1, 2, 3])
      for (const transaction of [low, high]) observer.observe({ ...invocation, transaction, sequence });
    expect(spans().map(({ attributes }) => attributes["ivr.transaction"])).toEqual([low, low, low]);
    expect((await dial(["8642"], { ratio: 0 })).spans).toEqual([]);
  });
});

describe("with OpenTelemetry's own provider", () => {
  afterEach(() => {
    trace.disable();
    context.disable();
  });

  it("a span is linked to the one that Lambda's instrumentation has opened", async () => {
    const { provider, spans } = kept();
    provider.register();
    const handler = line({}).bind(value(Logger, silentLogger)).build();
    const lambda = trace.getTracer("lambda");
    const simulation = simulate(
      (event: unknown) =>
        lambda.startActiveSpan("handler", async (span) => {
          const answer = await handler(event);
          span.end();
          return answer as never;
        }),
      { without: ["same-answer-twice"] },
    );
    const call = await simulation.dial();
    await call.press("8642");
    await call.untilEnded();
    const outer = spans().filter(({ name }) => name === "handler");
    const ours = spans().filter(({ name }) => name !== "handler");
    expect(ours).toHaveLength(3);
    expect(ours.map(({ links }) => links.map(({ context: { spanId } }) => spanId))).toEqual(
      outer.map((span) => [span.spanContext().spanId]),
    );
    expect(ours[0]?.spanContext().traceId).not.toBe(outer[0]?.spanContext().traceId);
  });

  it("nothing is made where none is registered", () => {
    expect(() => tracesObserver().observe(invocation)).not.toThrow();
  });

  it("metrics and spans may be bound together", () => {
    const { provider, spans } = kept();
    const seen: ObservedInvocation[] = [];
    observers(tracesObserver({ provider }), { observe: (one) => void seen.push(one) }).observe(invocation);
    expect([spans().length, seen.length]).toEqual([1, 1]);
    expect(value(InvocationObserver, tracesObserver()).token).toBe(InvocationObserver);
  });
});

describe("the options of traces()", () => {
  it("are refused all at once", () => {
    const wrong = () => traces({ ratio: 2, provider: {} as never });
    expect(wrong).toThrow(/traces\.ratio.*given 2/);
    expect(wrong).toThrow(/traces\.provider.*must be a TracerProvider/);
  });
});
