import { readFileSync } from "node:fs";
import { actionDefinitions } from "@switchhook/core/wire";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { scriptedBots } from "../../src/bots/scripted-bot.js";
import { simulateCall } from "../../src/index.js";
import { arn, Caller, type IntentResult, soundMs, travel } from "./caller.js";

describe("a talk that goes well", () => {
  it("asks for the intent, the missing slots, and whether that is right; its result is as documented (3.16)", async () => {
    const caller = new Caller();
    await caller.says("Book a hotel!", "deluxe", "june first", "five", "san francisco", "yes, please");
    await caller.waits(soundMs);
    expect(caller.heard).toEqual([
      "Welcome.",
      "Which room?",
      "When?",
      "How many nights?",
      "Where?",
      "Shall I book it?",
      "It is booked.",
    ]);
    const fixture = JSON.parse(
      readFileSync(
        new URL(
          "../../../core/fixtures/events/real-action-successful-start-bot-conversation.json",
          import.meta.url,
        ),
        "utf8",
      ),
    ).ActionData.IntentResult as IntentResult;
    // What a language model makes of a date, and of what else was meant, is its own.
    const expected = JSON.parse(
      JSON.stringify({ ...fixture, SessionId: "the-call" })
        .replaceAll("2022-06-01", "june first")
        .replaceAll("0.21", "0.2"),
    ) as IntentResult;
    const help = { NluConfidence: { Score: 0.5 }, Intent: { Name: "Help", Slots: {} } };
    expected.Interpretations.splice(2, 0, help);
    expect(caller.result).toEqual(expected);
    expect(() =>
      z.object(actionDefinitions.StartBotConversation.result()).parse({ IntentResult: caller.result }),
    ).not.toThrow();
    expect(caller.pending).toBe(0);
  });

  it("takes slots from what was said at once, and asks only for the others", async () => {
    const caller = await new Caller().says("a room in San Francisco for 3 nights");
    expect(caller.heard).toEqual(["Welcome.", "Which room?"]);
    await caller.says("plain", "tomorrow");
    expect(caller.heard.at(-1)).toBe("Shall I book it?");
    await caller.says("yes");
    await caller.waits(soundMs);
    expect(caller.intent).toMatchObject({ Location: "San Francisco", Nights: "3", RoomType: "plain" });
  });

  it("asks for a slot whose value at once was none", async () => {
    const caller = await new Caller().says("a green room");
    expect(caller.heard.at(-1)).toBe("Which room?");
  });

  it("is ReadyForFulfillment when the bot has no closing words, None when nothing was to be confirmed", async () => {
    const caller = await new Caller().says("help");
    expect(caller.intent).toEqual({ Name: "Help", State: "ReadyForFulfillment", ConfirmationState: "None" });
  });

  it("is Denied and Failed when the caller does not confirm", async () => {
    const caller = await new Caller().says("book a hotel", "plain", "now", "1", "here", "no");
    await caller.waits(soundMs);
    expect(caller.heard.at(-1)).toBe("Goodbye.");
    expect(caller.intent).toMatchObject({ Name: "BookHotel", State: "Failed", ConfirmationState: "Denied" });
  });

  it("shows the attributes of the session (3.16)", async () => {
    const caller = await new Caller({ "*": travel }, [], { vip: "yes" }).says("help");
    expect(caller.result?.SessionState.SessionAttributes).toEqual({ vip: "yes" });
  });
});

describe("understanding", () => {
  const intents = [
    { name: "Exact", utterances: ["call sales", "it's all about c++ (really)"] },
    { name: "Slot", utterances: ["call {Who}"], slots: { Who: { prompt: "Whom?" } } },
    { name: "Any", utterances: ["{What}"], slots: { What: { prompt: "What?" } } },
  ];

  it.each([
    ["Call, SALES.", "Exact"],
    ["its all about C++ really", "Exact"],
    ["call Dr. O'Neil", "Slot"],
    ["what a day", "Any"],
    ["call", "Any"],
  ])("%s is %s: of all that fit, the one with the most words of its own", async (said, name) => {
    const caller = await new Caller({ "*": { intents } }).says(said);
    expect(caller.intent.Name).toBe(name);
  });

  it("needs all that was said to fit", async () => {
    const caller = await new Caller().says("book a hotel on the moon");
    expect(caller.heard.at(-1)).toBe("Sorry?");
  });
});

describe("keys", () => {
  const asksForNights = () => new Caller().says("a room in Rome for many nights", "plain", "now");

  it("are the value of a slot; # ends them (3.16)", async () => {
    const caller = (await asksForNights()).types("12#");
    expect(caller.heard.at(-1)).toBe("Shall I book it?");
  });

  it("end by themselves after 5 s (3.16)", async () => {
    const caller = (await asksForNights()).types("12");
    await caller.waits(4999);
    expect(caller.heard.at(-1)).toBe("How many nights?");
    await caller.waits(1);
    expect(caller.heard.at(-1)).toBe("Shall I book it?");
  });

  it("are forgotten after * (3.16)", async () => {
    const caller = (await asksForNights()).types("99*12#");
    await caller.says("yes");
    await caller.waits(soundMs);
    expect(caller.intent).toMatchObject({ Nights: "12" });
  });

  it("also choose an intent", () => {
    expect(new Caller().types("0#").intent.Name).toBe("Help");
  });

  it("that are no answer are asked for again", async () => {
    const caller = (await asksForNights()).types("123#");
    expect(caller.heard.at(-1)).toBe("How many nights?");
    expect(caller.result).toBeUndefined();
  });
});

describe("barge-in", () => {
  it("cuts all welcome messages", async () => {
    const caller = new Caller(undefined, [
      { text: "One.", ssml: false },
      { text: "Two.", ssml: false },
    ]);
    await caller.interrupts("book a hotel").waits(soundMs - 1);
    expect(caller.heard).toEqual(["One.", "Which room?"]);
  });

  it("cuts the closing words, and the talk is over", async () => {
    const caller = await new Caller().says("book a hotel", "plain", "now", "1", "here", "yes");
    expect(caller.result).toBeUndefined();
    caller.types("1");
    expect(caller.intent.State).toBe("Fulfilled");
  });

  it("ignores a sound that tells its end after it was cut", async () => {
    const ends: (() => void)[] = [];
    const heard: string[] = [];
    const talk = scriptedBots({ "*": travel }).talk(
      arn,
      { sessionId: "s", localeId: "en_US", sessionAttributes: {}, welcome: [{ text: "Hi.", ssml: false }] },
      {
        speak(sound, then) {
          heard.push("text" in sound ? sound.text : "");
          ends.push(then);
        },
        after: () => {
          throw new Error("nobody waits while the bot speaks");
        },
      },
      () => {},
    );
    talk?.say("book a hotel");
    ends[0]?.();
    expect(heard).toEqual(["Hi.", "Which room?"]);
  });
});

describe("a caller who is silent or not understood", () => {
  it("is asked again twice, 4 s after each time, then the talk is a failed FallbackIntent without a score", async () => {
    const caller = new Caller();
    await caller.waits(3 * (soundMs + 4000) - 1);
    expect(caller.heard).toEqual(["Welcome.", "Sorry?", "Sorry?"]);
    await caller.waits(1 + soundMs);
    expect(caller.heard.at(-1)).toBe("Goodbye.");
    expect(caller.intent).toEqual({ Name: "FallbackIntent", State: "Failed", ConfirmationState: "None" });
    expect(caller.result?.Interpretations[0]).not.toHaveProperty("NluConfidence");
    expect(caller.pending).toBe(0);
  });

  it("at a slot is asked for it again, then that intent has failed with what is known", async () => {
    const caller = await new Caller().says("a room in Rome for 2 nights", "purple", "pink", "green");
    await caller.waits(soundMs);
    expect(caller.heard.filter((text) => text === "Which room?")).toHaveLength(3);
    expect(caller.intent).toMatchObject({ Name: "BookHotel", State: "Failed", Nights: "2" });
    expect(caller.result?.SessionState.Intent.Slots.RoomType).toBeNull();
  });

  it("has as many tries for each question", async () => {
    const caller = await new Caller().says("huh", "hm", "book a hotel", "huh", "hm", "plain");
    expect(caller.heard.at(-1)).toBe("When?");
  });

  it.each([
    ["the bot", { noInputMs: 100 }, {}, 100],
    ["the handler, as to Lex", { noInputMs: 100 }, { "x-amz-lex:start-timeout-ms:*:*": "200" }, 200],
  ])("may be waited for as long as %s says", async (_, more, attributes, ms) => {
    const caller = new Caller({ "*": { ...travel, ...more } }, [], attributes);
    await caller.waits(ms - 1);
    expect(caller.heard).toEqual([]);
    await caller.waits(1);
    expect(caller.heard).toEqual(["Sorry?"]);
  });

  it("who hangs up leaves nothing behind", async () => {
    const caller = await new Caller().says("book a hotel", "plain");
    caller.hangsUp();
    caller.types("1#").interrupts("help");
    expect(caller.pending).toBe(0);
    expect(caller.result).toBeUndefined();
  });
});

describe("in a call", () => {
  it("the handler gets the result when the talk is over (3.16)", async () => {
    const call = simulateCall({
      bots: scriptedBots({ "*": travel }),
      handler: ({ InvocationEventType }: { InvocationEventType: string }) => ({
        SchemaVersion: "1.0",
        Actions:
          InvocationEventType === "NEW_INBOUND_CALL"
            ? [
                {
                  Type: "StartBotConversation",
                  Parameters: {
                    BotAliasArn: arn,
                    Configuration: {
                      SessionState: { DialogAction: { Type: "ElicitIntent" } },
                      WelcomeMessages: [{ Content: "Hi", ContentType: "PlainText" }],
                    },
                  },
                },
              ]
            : [{ Type: "Hangup", Parameters: {} }],
      }),
    } as Parameters<typeof simulateCall>[0]);
    call.call.begin();
    await call.elapse(1000);
    call.call.say("a room in Rome for 2 nights");
    await call.elapse(2000);
    call.call.say("plain");
    await call.elapse(2000);
    call.call.say("today");
    await call.elapse(2000);
    call.call.say("yes");
    await call.elapse(60_000);
    const done = call.events.find(({ InvocationEventType }) => InvocationEventType === "ACTION_SUCCESSFUL");
    expect(done).toMatchObject({
      ActionData: {
        Type: "StartBotConversation",
        IntentResult: {
          SessionState: { Intent: { Name: "BookHotel", State: "Fulfilled", ConfirmationState: "Confirmed" } },
        },
      },
    });
    expect(call.heard).toEqual(["Hi", "Which room?", "When?", "Shall I book it?", "It is booked."]);
  });
});
