import { isDeepStrictEqual } from "node:util";
import { digitsEntered, hangup, newInboundCall } from "./events.mjs";
import { answer } from "./variants/flow.mjs";

const legB = (id, Status) => ({
  CallId: `${id}-b`,
  ParticipantTag: "LEG-B",
  To: "SMA",
  From: "+17035550122",
  Direction: "Outbound",
  StartTimeInMilliseconds: "1767225610000",
  Status,
});

const joined = (id) => {
  const event = digitsEntered(id);
  event.Sequence = 4;
  event.ActionData = {
    Type: "JoinChimeMeeting",
    Parameters: { CallId: `${id}-a`, JoinToken: "a-join-token", MeetingId: "meeting-1" },
  };
  event.CallDetails.Participants.push(legB(id, "Connected"));
  return event;
};

const hungUp = (id) => {
  const event = hangup(id);
  event.Sequence = 5;
  event.CallDetails.Participants.push(legB(id, "Disconnected"));
  return event;
};

const actions = async (event) => (await answer(event)).Actions;
const types = (given) => given?.map(({ Type }) => Type);

const dialIn = { events: (id) => [newInboundCall(id), digitsEntered(id), joined(id), hungUp(id)] };

/** What is measured: the events of one call each, and the actions that they must be answered with. */
export const calls = {
  /** The documented dial-in, whole (wire.md 5), answered word for word as the hand-written handler does. */
  dialIn: { ...dialIn, expected: actions, of: (given) => given },
  /** The same with a meeting of a service, which has ids and tokens of its own. */
  dialInOfAService: { ...dialIn, expected: async (event) => types(await actions(event)), of: types },
  /** A PIN that is wrong, for core alone. */
  wrongPin: {
    events: (id) => [newInboundCall(id), digitsEntered(id)],
    expected: () => ["PlayAudioAndGetDigits"],
    of: types,
  },
};

/** Throws unless an event of a call was answered as all variants must. */
export async function checkAnswer(call, event, answer) {
  const expected = await call.expected(event);
  const given = call.of(answer?.Actions);
  if (isDeepStrictEqual(given, expected)) return;
  throw new Error(
    `${event.InvocationEventType} was answered ${JSON.stringify(given)} and not ${JSON.stringify(expected)}`,
  );
}
