import { describe, expect, it } from "vitest";
import { IvrError } from "../../src/index.js";
import { redactingLogger, standsIn, withoutSecret } from "../../src/services/redact.js";
import { FakeLog } from "../runtime/an-ivr.js";

const logged = (message: string, fields: Record<string, unknown> = {}) => {
  const log = new FakeLog();
  const secrets = {
    digits: ["481516", "*6", "12*345#"],
    numbers: ["+12065550142", "anonymous", "4930123456"],
  };
  redactingLogger(log.logger, () => secrets, { transaction: "t-1" }).info(message, fields);
  const [entry] = log.entries;
  if (!entry) throw new Error("nothing was logged");
  return entry;
};

describe("the redacting logger", () => {
  it("keeps what is no secret, and adds its context", () => {
    expect(logged("hello", { count: 3, list: [1, null, true] })).toEqual({
      level: "info",
      message: "hello",
      fields: { transaction: "t-1", count: 3, list: [1, null, true] },
    });
  });

  it.each([
    "ReceivedDigits",
    "digits",
    "JoinToken",
    "token",
    "passcode",
    "Password",
    "clientSecret",
    "authorization",
    "pin",
    "PIN",
  ])("hides the field %s, wherever it is", (key) => {
    expect(logged("x", { deep: [{ [key]: "abc" }] }).fields.deep).toEqual([{ [key]: "[redacted]" }]);
  });

  it.each(["pinned", "spin", "opinion"])("does not hide the field %s", (key) => {
    expect(logged("x", { [key]: "abc" }).fields[key]).toBe("abc");
  });

  it.each([
    ["the PIN 481516.", "the PIN [redacted]."],
    ["pin=481516;", "pin=[redacted];"],
    ["typed 12*345#", "typed [redacted]"],
    ["345", "[redacted]"],
  ])("hides the digits of this invocation in free text: %s", (text, hidden) => {
    expect(logged(text).message).toBe(hidden);
  });

  it("leaves digits alone that only look like a part of them", () => {
    expect(logged("14815162 and a481516 and id-4815").message).toBe("14815162 and a481516 and id-4815");
  });

  it("leaves one or two keys alone, which are a choice and no secret", () => {
    expect(logged("pressed *6, sequence 6").message).toBe("pressed *6, sequence 6");
  });

  it.each([
    ["from +12065550142", "from ***42"],
    ["from 12065550142", "from ***42"],
    ["to 4930123456!", "to ***56!"],
    ["unknown +4915112345678", "unknown ***78"],
    ["anonymous", "anonymous"],
  ])("shortens phone numbers to their last two digits: %s", (text, hidden) => {
    expect(logged(text).message).toBe(hidden);
  });

  it("shows of an error its name, message, code, hint, stack and causes, and nothing else", () => {
    const sdk = Object.assign(new Error("rejected 481516"), { $response: { body: "secret body" } });
    const error = new IvrError("IVR_MEETING_UNAVAILABLE", "no meeting", {
      plugin: "meeting-join",
      cause: sdk,
    });
    const { fields } = logged("x", { error });
    expect(fields.error).toEqual({
      name: "IvrError",
      message: "IVR_MEETING_UNAVAILABLE: no meeting",
      code: "IVR_MEETING_UNAVAILABLE",
      plugin: "meeting-join",
      hint: expect.any(String),
      stack: expect.any(String),
      cause: { name: "Error", message: "rejected [redacted]", stack: expect.any(String) },
    });
  });

  it("hides secrets in stacks", () => {
    expect(JSON.stringify(logged("x", { error: new Error("PIN 481516") }).fields)).not.toContain("481516");
  });

  it("ends with what is nested too deep, also with what contains itself", () => {
    const loop: Record<string, unknown> = {};
    loop.loop = loop;
    expect(JSON.stringify(logged("x", loop).fields)).toContain("[too deep]");
    const error = new Error("a");
    error.cause = error;
    expect(JSON.stringify(logged("x", { error }).fields)).toContain("[too deep]");
  });

  it("hides secrets that are keys", () => {
    expect(JSON.stringify(logged("x", { tries: { "481516": 2 } }).fields)).not.toContain("481516");
  });

  it("hides digits that are a number", () => {
    expect(JSON.stringify(logged("x", { given: 481516 }).fields)).not.toContain("481516");
  });

  it("hides secrets in a list that is under a harmless key", () => {
    expect(logged("x", { typed: ["481516"] }).fields.typed).toEqual(["[redacted]"]);
  });

  it.each([
    "481516",
    481516,
    ["a", "+12065550142"],
    "unknown +4915112345678",
    "14815162",
    "a12*345#",
    ["x", 345],
    Symbol.iterator,
  ])("says of a plain field what it says of one that is nested: %s", (given) => {
    const { given: plain } = logged("x", { given }).fields;
    expect(logged("x", { deep: { given } }).fields.deep).toEqual({ given: plain });
  });

  it("never throws, whatever the sink does", () => {
    const sink = new FakeLog().logger;
    const angry = () => {
      throw new Error("full");
    };
    expect(() =>
      redactingLogger({ ...sink, warn: angry }, () => ({ digits: [], numbers: [] })).warn("x"),
    ).not.toThrow();
  });
});

describe("a few typed digits are found in a log", () => {
  it.each(['{"ReceivedDigits":"999"}', "typed 999.", "pin=999#", "999"])("in %s", (text) => {
    expect(standsIn(text, "999")).toBe(true);
  });

  it.each([
    "2026-11-23T21:18:51.999Z",
    "12:999",
    "0.999",
    "4999",
    "runtime.js:999:17",
    "runtime.js:17:999",
    "a999b7c2-1111-4999-8999-123456789abc",
  ])("not in %s, which has them by chance", (text) => {
    expect(standsIn(text, "999")).toBe(false);
  });
});

describe("a secret is taken out of a text", () => {
  it.each([
    ["typed 999, then 999.", "999", "typed [redacted], then [redacted]."],
    ["at 12:999, typed 999", "999", "at 12:999, typed [redacted]"],
    ["+12065550142, 012065550142", "12065550142", "+[redacted], 0[redacted]"],
  ])("wherever it stands in it: %s", (text, secret, rest) => {
    expect(withoutSecret(text, secret)).toBe(rest);
  });
});
