import type { Action, InvocationEvent } from "@switchhook/core/wire";
import { describe, expect, it } from "vitest";
import { MeetingStore, type SimulatedCallOptions } from "../../src/index.js";
import { answerFixture, eventFixture, inDocumentedTerms, masked, statuses } from "./golden.js";
import { callTo, hangup, pause, play, told } from "./handlers.js";

type Json = Record<string, unknown>;

/** Plays recorded answers one after the other, whatever is asked; after the last one, `[]`. */
const replay = (answers: readonly object[], options: Partial<SimulatedCallOptions> = {}) =>
  callTo((_, index) => answers[index], options);

/** An answer with the leg ids of the recorded call taken out, so that it fits this one. */
const withoutIds = (answer: Json & { Actions: Json[] }): Json & { Actions: Json[] } => ({
  ...answer,
  Actions: answer.Actions.map(({ Type, Parameters }) => {
    const { CallId, ...rest } = Parameters as Json;
    return { Type, Parameters: rest };
  }),
});

const list = (...Actions: object[]) => ({ SchemaVersion: "1.0", Actions });

describe("published logs, replayed: every event as it was", () => {
  it("docwho2, 2023-07-05: welcome, menu, key 1, bot, goodbye", async () => {
    const third = eventFixture("real-seq3-action-successful-start-bot-java-log");
    const { Parameters, IntentResult } = third.ActionData as { Parameters: Json; IntentResult: Json };
    const { CallId, ...bot } = Parameters;
    const attributes = (name: string) => (eventFixture(name).CallDetails as Json).TransactionAttributes;
    const call = replay(
      [
        withoutIds(answerFixture("real-play-audio-then-get-digits-java-log")),
        {
          ...list({ Type: "StartBotConversation", Parameters: bot }),
          TransactionAttributes: attributes("real-seq3-action-successful-start-bot-java-log"),
        },
        // The fourth event was not published; what came before it was no list that reports, so a pause stands for it.
        list(pause(100)),
        {
          ...withoutIds(answerFixture("real-play-audio-then-hangup-java-log")),
          TransactionAttributes: attributes("real-seq5-hangup-java-log"),
        },
      ],
      {
        setup: { to: "+17035550122" },
        bots: {
          talk: (_arn, { sessionId }, host, complete) => {
            host.after(1000, () => complete({ ...IntentResult, SessionId: sessionId }));
            return { say() {}, key() {}, stop() {} };
          },
        },
      },
    );
    await call.dial();
    await call.enter("1");
    await call.untilEnded();
    // The library that wrote the log does not know SipRuleId.
    const seen = call.events.map((event) => {
      const { SipRuleId, ...CallDetails } = event.CallDetails as unknown as Json;
      return masked({ ...event, CallDetails });
    });
    expect([seen[0], seen[1], seen[2], seen[4]]).toEqual(
      [
        "real-seq1-new-inbound-call-java-log",
        "real-seq2-action-successful-get-digits-java-log",
        "real-seq3-action-successful-start-bot-java-log",
        "real-seq5-hangup-java-log",
      ].map((name) => masked(eventFixture(name))),
    );
  });

  it("workshop, call-play-recording: Pause, PlayAudio and Hangup end in HANGUP alone, Sequence 2", async () => {
    const call = await replay([answerFixture("real-pause-play-hangup-with-attributes")]).dial();
    await call.untilEnded();
    expect(call.events.map((event) => masked(event))).toEqual([
      masked(eventFixture("real-new-inbound-call")),
      masked(eventFixture("real-hangup-with-transaction-attributes")),
    ]);
  });

  it("workshop, call-lex-bot: Pause and VoiceFocus are not told, the bot is, with CallId added", async () => {
    const real = eventFixture("real-action-successful-start-bot-conversation");
    const { IntentResult } = real.ActionData as { IntentResult: Json };
    const call = await replay(
      [withoutIds(answerFixture("real-pause-voice-focus-start-bot")), list(hangup())],
      {
        bots: {
          talk: (_arn, { sessionId }, host, complete) => {
            host.after(1000, () => complete({ ...IntentResult, SessionId: sessionId }));
            return { say() {}, key() {}, stop() {} };
          },
        },
      },
    ).dial();
    await call.untilEnded();
    const { Participants } = real.CallDetails as { Participants: Json[] };
    const [caller] = Participants;
    expect((masked(call.events[1]) as Json).ActionData).toEqual((masked(real) as Json).ActionData);
    expect(Object.keys(call.events[1]?.CallDetails.Participants[0] ?? {})).toEqual(Object.keys(caller ?? {}));
    expect(call.events[1]?.Sequence).toBe(real.Sequence);
  });

  it("amazon-lex README: SIP headers of the caller stand on the first event, and on the bot's", async () => {
    const first = eventFixture("real-new-inbound-call-sip-header");
    const [caller] = (first.CallDetails as { Participants: Json[] }).Participants;
    const call = await replay(
      [withoutIds(answerFixture("real-pause-voice-focus-start-bot")), list(hangup())],
      {
        setup: {
          to: String(caller?.To),
          from: String(caller?.From),
          sipHeaders: caller?.SipHeaders as Record<string, string>,
        },
        bots: {
          talk: (_arn, _wish, host, complete) => {
            host.after(1000, () => complete({}));
            return { say() {}, key() {}, stop() {} };
          },
        },
      },
    ).dial();
    await call.untilEnded();
    expect(masked(call.events[0])).toEqual(masked(first));
    const bot = eventFixture("real-action-successful-start-bot-conversation-trimmed-with-sip-header");
    const [later] = (bot.CallDetails as { Participants: Json[] }).Participants;
    expect(Object.keys(call.events[1]?.CallDetails.Participants[0] ?? {}).sort()).toEqual(
      Object.keys(later ?? {}).sort(),
    );
  });

  it("click-to-call: arguments are shown once, attributes of that answer stay, Sequence 1, 2, 3", async () => {
    const asked = eventFixture("real-new-outbound-call-with-arguments");
    const answered = eventFixture("real-call-answered-with-transaction-attributes");
    const { Arguments } = (asked.ActionData as { Parameters: { Arguments: Record<string, string> } })
      .Parameters;
    const { TransactionAttributes } = answered.CallDetails as Json;
    const call = await replay([{ ...list(), TransactionAttributes }, list(), list(hangup())], {
      setup: { outbound: { args: Arguments } },
    }).dial();
    await call.untilEnded();
    const terms = (event: unknown) => inDocumentedTerms(event as Json);
    expect(terms(call.events[0])).toEqual(terms(asked));
    expect(told(call)[1]).toBe("RINGING");
    expect(terms(call.events[2])).toEqual(terms(answered));
    expect(statuses(call.events[2])).toEqual(["Connected"]);
  });

  it.each(["real-call-update-requested-dtmf", "real-call-update-requested-play-audio"])(
    "%s: the arguments as they were given",
    async (name) => {
      const real = eventFixture(name);
      const { Parameters } = real.ActionData as { Parameters: { Arguments: Record<string, string> } };
      const call = replay([list(play("music", { Repeat: 999 }))]);
      call.call.begin();
      await call.answered();
      call.call.update(Parameters.Arguments);
      await call.answered();
      expect((call.events[1] as unknown as Json | undefined)?.ActionData).toEqual(real.ActionData);
    },
  );
});

describe("documented flows, replayed (5, use-cases and case pages)", () => {
  it("the dial-in, with today's MeetingId: greeting, PIN, meeting, hang-up", async () => {
    const rooms = new MeetingStore();
    const meeting = rooms.create({ token: "t", externalMeetingId: "m", mediaRegion: "us-east-1" });
    const JoinToken = rooms.admit(meeting, "caller")?.joinToken;
    const call = await replay(
      [
        withoutIds(answerFixture("e2e-1-play-audio-and-get-digits")),
        list({ Type: "JoinChimeMeeting", Parameters: { JoinToken, MeetingId: meeting.meetingId } }),
        answerFixture("e2e-3-empty-actions"),
      ],
      { rooms },
    ).dial();
    await call.enter("12345");
    await call.hangUp();
    const documented = [
      "e2e-1-new-inbound-call",
      "e2e-2-action-successful-get-digits",
      "e2e-3-action-successful-join-meeting",
      "e2e-4-hangup",
    ];
    expect(call.events).toHaveLength(4);
    for (const [index, name] of documented.entries()) {
      const fixture = eventFixture(name);
      const event = call.events[index] as unknown as Json;
      expect(event.InvocationEventType).toBe(fixture.InvocationEventType);
      expect(event.Sequence).toBe(fixture.Sequence);
      if (index > 0) expect(statuses(event)).toEqual(statuses(fixture));
    }
    expect(call.events[1]).toMatchObject({ ActionData: { ReceivedDigits: "12345" } });
  });

  it("case-4: the listener's own end has no digits, what matches comes as DIGITS_RECEIVED, # included", async () => {
    const { Parameters } = eventFixture("digits-received").ActionData as { Parameters: Json };
    const { CallId: _, ...asked } = Parameters;
    const call = await replay([list(play("hi"), { Type: "ReceiveDigits", Parameters: asked })]).dial();
    await call.press("11#");
    await call.elapse(6000);
    expect((call.events[1] as unknown as Json | undefined)?.ActionData).toMatchObject({
      Type: "ReceiveDigits",
      ReceivedDigits: "",
    });
    expect((inDocumentedTerms(call.events[2] as unknown as Json) as Json).ActionData).toEqual(
      (inDocumentedTerms(eventFixture("digits-received")) as Json).ActionData,
    );
  });

  it("case-5: the meeting ends, LEG-B is Disconnected, the caller stays", async () => {
    const rooms = new MeetingStore();
    const meeting = rooms.create({ token: "t", externalMeetingId: "m", mediaRegion: "us-east-1" });
    const JoinToken = rooms.admit(meeting, "caller")?.joinToken;
    const call = await replay(
      [
        list({ Type: "JoinChimeMeeting", Parameters: { JoinToken, MeetingId: meeting.meetingId } }),
        list(),
        list(play("x")),
      ],
      { rooms },
    ).dial();
    rooms.end(meeting.meetingId);
    await call.answered();
    const fixture = eventFixture("hangup-leg-b-meeting-ended");
    expect(call.events[2]?.InvocationEventType).toBe(fixture.InvocationEventType);
    expect(statuses(call.events[2])).toEqual(statuses(fixture));
    expect(call.events[2]?.CallDetails.Participants[1]).toMatchObject({ To: "+17035550122", From: "SMA" });
  });

  it("use-case-2: what fails in the middle clears the rest, and is told with the documented error", async () => {
    const call = await replay([list(play("gone"), play("never")), list(hangup())], {
      audio: { durationOf: () => undefined },
    }).dial();
    const { ErrorType, ErrorMessage } = eventFixture("action-failed-play-audio").ActionData as Json;
    expect(call.events[1]).toMatchObject({ ActionData: { Type: "PlayAudio", ErrorType, ErrorMessage } });
    expect(call.heard).toEqual(["gone"]);
  });

  it("attribute pages: set, kept by null, replaced, cleared; 11 keys refused by the error text's limit", async () => {
    const seen = async (second: object) => {
      const call = await replay([
        { ...answerFixture("transaction-attributes-set"), Actions: [play("x")] },
        { Actions: [pause(100)], ...second, SchemaVersion: "1.0" },
      ]).dial();
      return call.events[2]?.CallDetails.TransactionAttributes;
    };
    const set = answerFixture("transaction-attributes-set").TransactionAttributes;
    const { Actions: _, ...keeps } = answerFixture("transaction-attributes-null-keeps");
    const { Actions: _u, ...update } = answerFixture("transaction-attributes-update");
    const { Actions: _c, ...clear } = answerFixture("transaction-attributes-clear");
    expect(await seen(keeps)).toEqual(set);
    expect(await seen(update)).toEqual(update.TransactionAttributes);
    expect(await seen(clear)).toBeUndefined();
    const refused = await replay([answerFixture("invalid-transaction-attributes-11-keys")], {
      rules: { mostAttributes: 10 },
    }).dial();
    const { ErrorType, ErrorMessage } = eventFixture("invalid-lambda-response-transaction-attributes");
    expect(refused.events[1]).toMatchObject({ ErrorType, ErrorMessage });
  });
});

/** An answer of a page as the last of a list, what the caller does, and the event of the same page. */
const pages: readonly [answer: string, event: string, keys?: string][] = [
  ["speak", "action-successful-speak"],
  ["speak-and-get-digits", "action-successful-speak-and-get-digits", "1234#"],
  ["play-audio-and-get-digits", "action-successful-play-audio-and-get-digits", "1234#"],
  ["send-digits", "action-successful-send-digits"],
  ["record-audio", "action-successful-record-audio", "#"],
  ["start-call-recording", "action-successful-start-call-recording"],
  ["voice-focus-enable", "action-successful-voice-focus"],
  ["call-and-bridge-pstn", "action-successful-call-and-bridge"],
  ["play-audio", "action-successful-play-audio"],
];

describe("each page's own example: the answer runs, and the event has the documented fields", () => {
  it.each(pages)("%s -> %s", async (answer, event, keys) => {
    const [action] = withoutIds(answerFixture(answer)).Actions as unknown as [Action];
    const { InputDigitsRegex: _, ...Parameters } = action.Parameters as Json;
    const call = replay([list(play("x")), list({ ...action, Parameters })]);
    call.call.begin();
    await call.elapse(1500);
    if (keys) await call.press(keys);
    await call.untilQuiet();
    const documented = eventFixture(event);
    const seen = call.events.find(
      (one: InvocationEvent) => (one as unknown as { ActionData?: Json }).ActionData?.Type === action.Type,
    ) as unknown as Json;
    expect(seen.InvocationEventType).toBe(documented.InvocationEventType);
    const { Parameters: echo, ...results } = documented.ActionData as { Parameters: Json } & Json;
    const { Parameters: seenEcho, ...seenResults } = seen.ActionData as { Parameters: Json } & Json;
    expect(Object.keys(seenResults).sort()).toEqual(Object.keys(results).sort());
    // The examples leave out some of what real echoes add (1.2), and have a regex that contradicts their lengths (3.2).
    for (const key of Object.keys(echo))
      if (key !== "InputDigitsRegex" && key !== "ParticipantTag") expect(seenEcho).toHaveProperty(key);
  });
});
