import { describe, expect, it } from "vitest";
import { recordCalls } from "../src/index.js";
import { answer, speak } from "./calls.js";

const transaction = "c0e3cb7a-5a2c-4d0e-9d5a-0a8f3b6a2b11";
const callId = "0f6b62a0-94f3-4a5c-8c0d-2f6b1c3b9a77";

const event = (digits: string, more: object = {}) => ({
  SchemaVersion: "1.0",
  Sequence: 2,
  InvocationEventType: "ACTION_SUCCESSFUL",
  ActionData: {
    Type: "SpeakAndGetDigits",
    ReceivedDigits: digits,
    Parameters: { CallId: callId, MinNumberOfDigits: 5, RepeatDurationInMilliseconds: 12345 },
  },
  CallDetails: {
    TransactionId: transaction,
    AwsAccountId: "111122223333",
    AwsRegion: "us-east-1",
    SipRuleId: "rule",
    SipMediaApplicationId: "application",
    Participants: [
      {
        CallId: callId,
        ParticipantTag: "LEG-A",
        From: "+12065550142",
        To: "+12065550101",
        Direction: "Inbound",
        StartTimeInMilliseconds: "1767268800000",
        Status: "Connected",
      },
    ],
    ...more,
  },
});

/** Calls a handler that is recorded; answers what was logged. */
async function logged(given: object, says: (event: never) => unknown, key = "a key of the test 1") {
  const lines: { message: string; fields: Record<string, unknown> }[] = [];
  const at = (message: string, fields = {}) => void lines.push({ message, fields });
  const logger = { debug: at, info: at, warn: at, error: at };
  const answered = await recordCalls(says, { key, logger })(given, { awsRequestId: "4f2b" });
  return { lines, answered, text: JSON.stringify(lines) };
}
const echoing = ({ ActionData }: ReturnType<typeof event>) =>
  answer(speak(`You typed ${ActionData.ReceivedDigits} from +12065550142.`, callId));

describe("recorded calls", () => {
  it("are one line each, with the event and the answer, which is not changed", async () => {
    const { lines, answered } = await logged(event("12345"), echoing as never);
    expect(lines).toMatchObject([
      {
        message: "recorded",
        fields: { requestId: "4f2b", event: { Sequence: 2 }, answer: { SchemaVersion: "1.0" } },
      },
    ]);
    expect(answered).toEqual(echoing(event("12345")));
  });

  it("hold no digits, numbers or tokens, wherever they are", async () => {
    const attributes = {
      ivr: JSON.stringify({ v: 1, r: { account: "987654" } }),
      note: "sip:12065550142@example.com",
    };
    const joining = () => ({
      ...answer({
        Type: "JoinChimeMeeting",
        Parameters: { JoinToken: "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo", Text: "987654 12345" },
      }),
      TransactionAttributes: attributes,
    });
    const { text } = await logged(event("12345#", { TransactionAttributes: attributes }), joining);
    for (const secret of ['"12345', " 12345", "12065550142", "12065550101", "987654", "QUJDREVGR0"])
      expect(text).not.toContain(secret);
  });

  it("have stand-ins of the same form, the same for the same in every process that has the key", async () => {
    const [one, two, other] = [
      await logged(event("12345"), echoing as never),
      await logged(event("12345"), echoing as never),
      await logged(event("12345"), echoing as never, "another key of it"),
    ];
    const digitsOf = ({ lines }: typeof one) =>
      (lines[0]?.fields.event as ReturnType<typeof event> | undefined)?.ActionData.ReceivedDigits;
    expect(digitsOf(one)).toMatch(/^[1-9]\d{4}$/);
    expect(digitsOf(one)).not.toBe("12345");
    expect(two.text).toBe(one.text);
    expect(digitsOf(other)).not.toBe(digitsOf(one));
    expect(one.text).toContain(`You typed ${digitsOf(one)} from +`);
  });

  it("keep menu keys, ids and lengths as they are", async () => {
    const { lines } = await logged(event("2"), echoing as never);
    expect(lines[0]?.fields.event).toMatchObject({
      ActionData: {
        ReceivedDigits: "2",
        Parameters: { CallId: callId, RepeatDurationInMilliseconds: 12345 },
      },
      CallDetails: { TransactionId: transaction },
    });
  });

  it("are none of what is no event, which the handler has as it is", async () => {
    const { lines, answered } = await logged({ warm: true }, () => "warmed");
    expect(answered).toBe("warmed");
    expect(lines).toEqual([]);
  });

  it("do not cost the call when they cannot be logged", async () => {
    const broken = () => {
      throw new Error("no log");
    };
    const logger = { debug: broken, info: broken, warn: () => {}, error: broken };
    const answered = await recordCalls(() => answer(), { logger })(event("1"));
    expect(answered).toEqual(answer());
  });

  it("refuse a key that could be guessed", () => {
    expect(() => recordCalls(() => answer(), { key: "short" })).toThrow("record-calls.key");
  });
});
