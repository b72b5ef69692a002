import { describe, expect, it } from "vitest";
import { attributesOf } from "../../page/src/call-state.js";
import { mermaidOf } from "../../page/src/sequence.js";
import { afterMessage, type Entry, emptyState, newestFirst } from "../../page/src/state.js";
import { callTime, rowOf } from "../../page/src/timeline.js";
import type { ServerMessage } from "../../src/phone-server/protocol.js";
import { testOf } from "../../src/phone-server/test-of-call.js";
import { callTo, collect, hangup, play } from "../engine/handlers.js";

const summary = {
  id: "c1",
  from: "+12065550102",
  to: "+12065550101",
  outbound: false,
  startedAt: 1000,
  over: false,
};
const after = (...messages: readonly ServerMessage[]) => messages.reduce(afterMessage, emptyState);
const entry = (index: number, happening: object, more: object = {}): Entry =>
  ({ is: "entry", call: "c1", index, entry: { at: 1000 + index * 100, ...happening }, ...more }) as Entry;

describe("what the page knows", () => {
  it("is told message by message; an entry that it has already is not added twice", () => {
    const key = entry(0, { kind: "key", leg: "LEG-A", key: "1", heard: true });
    const state = after({ is: "call", call: summary }, key, key);
    expect(state.calls.c1?.entries).toHaveLength(1);
    expect(
      after({ is: "call", call: summary }, key, { is: "call", call: { ...summary, over: true } }).calls.c1,
    ).toMatchObject({
      summary: { over: true },
      entries: [key],
    });
  });

  it("begins anew when the server does", () => {
    const welcome = {
      is: "welcome",
      handler: "h",
      hints: [],
      numbers: { to: "1", from: "2" },
      audio: "",
      buckets: [],
    } as const;
    expect(after({ is: "call", call: summary }, welcome).calls).toEqual({});
  });

  it("tells a problem once, and keeps no more than five", () => {
    const problems = Array.from(
      { length: 9 },
      (_, at): ServerMessage => ({ is: "problem", text: `p${at % 7}` }),
    );
    expect(after(...problems).problems).toHaveLength(5);
  });

  it("shows the newest call first", () => {
    const state = after(
      { is: "call", call: summary },
      { is: "call", call: { ...summary, id: "c2", startedAt: 2000 } },
    );
    expect(newestFirst(state.calls).map((call) => call.summary.id)).toEqual(["c2", "c1"]);
  });
});

describe("the timeline", () => {
  it("says what is heard in words, and where a warning is from", () => {
    const hears = entry(
      1,
      { kind: "hears", leg: "LEG-A", repeat: 1, sound: { bucket: "b", key: "hi.wav" } },
      { text: "Hello" },
    );
    expect(rowOf(hears, 1000)).toMatchObject({ who: "caller hears", text: "“Hello” (hi.wav)", at: 100 });
    const warning = entry(2, {
      kind: "warning",
      severity: "error",
      text: "dead air",
      page: "hangup",
      where: "Actions",
    });
    expect(rowOf(warning, 1000)).toMatchObject({ kind: "error", text: "Actions: dead air", page: "hangup" });
    expect(rowOf(entry(3, { kind: "listens", leg: "LEG-A", regex: "1" }), 1000)).toBeUndefined();
  });

  it("counts minutes, seconds and tenths", () => {
    expect(callTime(62_345)).toBe("01:02.3");
  });
});

describe("the call as Mermaid text", () => {
  it("has nothing in it that ends a line or begins a comment", () => {
    const spoken = entry(0, {
      kind: "hears",
      leg: "LEG-A",
      repeat: 1,
      sound: { text: "Press #; then\nwait <now>", ssml: false },
    });
    const text = mermaidOf([spoken]);
    expect(text).toContain("Service->>Caller: Press #35;#59; then wait #60;now#62;");
    expect(text.split("\n")).toHaveLength(7);
  });
});

describe("what the handler keeps", () => {
  it("is shown as what it means, a long state put together", () => {
    const response = {
      SchemaVersion: "1.0",
      TransactionAttributes: { ivr: '{"s":"me', "ivr.1": 'nu"}', theirs: "x" },
    };
    expect(attributesOf([entry(0, { kind: "answer", response, ms: 1 })])).toEqual({
      ivr: { s: "menu" },
      theirs: "x",
    });
  });
});

describe("a call saved as a test", () => {
  it("has what the caller did, and what he heard", async () => {
    const call = callTo((event, at) =>
      at === 0 ? [collect()] : event.InvocationEventType === "HANGUP" ? undefined : [play("bye"), hangup()],
    );
    await call.dial();
    await call.enter("123#");
    await call.untilEnded();
    const entries = call.trace.map((happening, index) => entry(index, happening));
    const text = testOf({ summary, entries });
    expect(text).toContain('await call.press("123#");');
    expect(text).toContain('expect(call).toHear("ask", "bye");');
    expect(text).toContain("await call.untilEnded();");
  });
});
