import { scriptedBots } from "@switchhook/simulator";
import { expect, it } from "vitest";
import {
  answer,
  guarded,
  hangup,
  type Legacy,
  legOf,
  question,
  speak,
  taken,
  type WireEvent,
} from "./calls.js";

// Handlers that do everything right, in calls with more to them than a question: the guards are to let them be.
const eventIs = ({ InvocationEventType, ActionData }: WireEvent, type: string, action?: string) =>
  InvocationEventType === type && (action === undefined || ActionData?.Type === action);
const otherLeg = ({ CallDetails }: WireEvent): string =>
  CallDetails.Participants.find(
    ({ ParticipantTag, Status }) => ParticipantTag === "LEG-B" && Status === "Connected",
  )?.CallId ?? "";
const endOf = (event: WireEvent, tag: string) => event.ActionData?.Parameters?.ParticipantTag === tag;

const bridge = (Uri: string) => ({
  Type: "CallAndBridge",
  Parameters: {
    CallTimeoutSeconds: 30,
    CallerIdNumber: "+12065550101",
    Endpoints: [{ BridgeEndpointType: "PSTN", Uri }],
  },
});
const hangUpOther = (event: WireEvent) => ({
  Type: "Hangup",
  Parameters: { CallId: otherLeg(event), SipResponseCode: "0" },
});

/** Bridges, takes the caller back by a command, and goes on with the caller alone. */
const takesBack =
  (onCommand: (event: WireEvent) => object, afterwards: (event: WireEvent) => object): Legacy =>
  (event) => {
    if (eventIs(event, "NEW_INBOUND_CALL")) return answer(bridge("+12065550155"));
    if (eventIs(event, "CALL_UPDATE_REQUESTED")) return onCommand(event);
    if (eventIs(event, "ACTION_SUCCESSFUL", "Hangup")) return afterwards(event);
    if (eventIs(event, "ACTION_SUCCESSFUL", "SpeakAndGetDigits"))
      return answer(speak("Bye.", legOf(event)), hangup(event));
    if (eventIs(event, "HANGUP") && endOf(event, "LEG-A") && otherLeg(event) !== "")
      return answer(hangUpOther(event));
    return answer();
  };

const takenBack = async (legacy: Legacy) => {
  const running = guarded(legacy);
  const call = await (await running.dial()).elapse(5000);
  call.call.update({ do: "take back" });
  await call.elapse(5000);
  return { running, call };
};

it("a caller who is taken back: nothing at the HANGUP of LEG-B, and the next party at the success of it (wire.md 4.5)", async () => {
  const { running, call } = await takenBack(
    takesBack(
      (event) => answer(hangUpOther(event)),
      () => answer(bridge("+12065550166")),
    ),
  );
  expect(call.parties.map(({ dialled }) => dialled.to)).toEqual(["+12065550155", "+12065550166"]);
  expect(call.call.ended).toBe(false);
  expect(taken(running)).toEqual([]);
});

it("a caller who is taken back and asked in one list: the question goes on over the HANGUP of LEG-B", async () => {
  const { running, call } = await takenBack(
    takesBack(
      (event) => answer(hangUpOther(event), question(event)),
      () => answer(),
    ),
  );
  await call.enter("12345");
  expect(call.heard).toEqual(["Your PIN?", "Bye."]);
  expect(taken(running)).toEqual([]);
});

it("an agent who hangs up while the caller is told something: what is said goes on", async () => {
  const running = guarded((event) => {
    if (eventIs(event, "NEW_INBOUND_CALL")) return answer(bridge("+12065550155"));
    if (eventIs(event, "ACTION_SUCCESSFUL", "CallAndBridge"))
      return answer(speak("This call may be recorded, as all calls to us are.", legOf(event)));
    return eventIs(event, "ACTION_SUCCESSFUL", "Speak") && otherLeg(event) === ""
      ? answer(hangup(event))
      : answer();
  });
  const call = running.caller();
  call.call.begin();
  await call.elapse(2500);
  call.parties[0]?.end();
  await call.untilQuiet();
  expect(call.heard).toEqual(["This call may be recorded, as all calls to us are."]);
  expect(taken(running)).toEqual([]);
});

/** Begins with a list, and answers the same list whenever it is over. */
const overAndOver =
  (action: (event: WireEvent) => object): Legacy =>
  (event) =>
    eventIs(event, "HANGUP") ? answer() : answer(action(event));
const bot = (event: WireEvent) => ({
  Type: "StartBotConversation",
  Parameters: {
    CallId: legOf(event),
    BotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST",
    LocaleId: "en_US",
  },
});
const bots = scriptedBots({
  "*": { intents: [{ name: "Hours", utterances: ["hours"], closing: "From nine to five." }] },
});

it("music on hold, played again while the caller waits", async () => {
  const running = guarded(
    overAndOver((event) => ({
      Type: "PlayAudio",
      Parameters: {
        CallId: legOf(event),
        AudioSource: { Type: "S3", BucketName: "prompts", Key: "music.wav" },
      },
    })),
  );
  const call = running.caller();
  call.call.begin();
  await call.elapse(60_000);
  expect(call.call.ended).toBe(false);
  expect(taken(running)).toEqual([]);
});

it("a bot that is asked one thing after the other", async () => {
  const running = guarded(overAndOver(bot));
  const call = running.caller({ bots });
  call.call.begin();
  for (let asked = 0; asked < 12; asked++) {
    await call.elapse(2000);
    call.call.say("hours");
    await call.elapse(5000);
  }
  expect(call.events.length).toBeGreaterThan(12);
  expect(taken(running)).toEqual([]);
});

it("but not a bot that is started over and over for somebody who says nothing", async () => {
  const running = guarded(overAndOver(bot));
  const call = running.caller({ bots });
  call.call.begin();
  await call.elapse(900_000);
  expect(call.call.ended).toBe(true);
  expect(taken(running)).toEqual(["endless-loop on"]);
});
