import { calls } from "./calls.mjs";
import { digitsEntered, idOf, newInboundCall } from "./events.mjs";
import { localServices } from "./local-services.mjs";

const app = new URL("../../apps/lambda/dist/handler.mjs", import.meta.url);

// Long beside what the services themselves need, short beside what their clients wait for.
const delayMs = 50;

/** What the deployed app asks AWS for at each event of its calls, with each meeting directory. */
export async function awsCalls() {
  const services = await localServices();
  const counted = {};
  for (const [directory, environment] of Object.entries(services.environments)) {
    Object.assign(process.env, environment, { LOG_LEVEL: "SILENT" });
    const { handler } = await import(`${app}?${encodeURIComponent(directory)}`);
    // Once before, so that no client has to be loaded.
    await askedBy(handler, services, callsOf(1, directory));
    services.delayBy(delayMs);
    counted[directory] = await askedBy(handler, services, callsOf(3, directory));
    services.delayBy(0);
    for (const name of Object.keys(environment)) delete process.env[name];
  }
  await services.close();
  return counted;
}

/** A caller who types nothing, and one who types a wrong PIN before the right one; and what each event is answered with. */
function callsOf(index, directory) {
  const [silent, id] = [idOf(index), idOf(index + 1)];
  const [newCall, rightPin, joined, hungUp] = calls.dialIn.events(id);
  return [
    {
      "a new call": [newInboundCall(silent), "PlayAudio ReceiveDigits PlayAudioAndGetDigits"],
      "no PIN": [silence(silent), "PlayAudio Hangup"],
    },
    {
      "a new call": [newCall, "PlayAudio ReceiveDigits PlayAudioAndGetDigits"],
      // To the open directory any PIN is right.
      ...(directory !== "open" && {
        "a wrong PIN": [digitsEntered(id, undefined, "999"), "ReceiveDigits PlayAudioAndGetDigits"],
      }),
      "the PIN": [rightPin, "ReceiveDigits JoinChimeMeeting"],
      "the join": [joined, "ReceiveDigits"],
      "*6": [muteKeys(id), "ReceiveDigits ModifyChimeMeetingAttendees"],
      "the end": [hungUp, ""],
    },
  ];
}

async function askedBy(handler, services, told) {
  const asked = {};
  for (const call of told) {
    let attributes;
    for (const [at, [what, [event, expected]]] of Object.entries(call).entries()) {
      event.Sequence = at + 1;
      if (attributes) event.CallDetails.TransactionAttributes = attributes;
      services.takeRequests();
      const { Actions, TransactionAttributes } = await handler(event);
      attributes = TransactionAttributes;
      const types = Actions?.map(({ Type }) => Type).join(" ");
      if (types !== expected) throw new Error(`${what} was answered ${types} and not ${expected}`);
      asked[what] = roundTrips(services.takeRequests());
    }
  }
  return asked;
}

function silence(id) {
  const event = digitsEntered(id);
  event.InvocationEventType = "ACTION_FAILED";
  event.ActionData = {
    Type: "PlayAudioAndGetDigits",
    Parameters: event.ActionData.Parameters,
    ErrorType: "InvalidDigitsReceived",
  };
  return event;
}

function muteKeys(id) {
  const [, , event] = calls.dialIn.events(id);
  event.InvocationEventType = "DIGITS_RECEIVED";
  event.ActionData = {
    Type: "ReceiveDigits",
    Parameters: { CallId: `${id}-a` },
    ReceivedDigits: "*6",
  };
  return event;
}

/** The operations in their order, how many of them had to wait for another, and how many were tried again. */
function roundTrips(requests) {
  const depth = [];
  for (const [at, { began }] of requests.entries()) {
    const earlier = requests.slice(0, at).map(({ ended }, index) => (ended <= began ? depth[index] : 0));
    depth.push(1 + Math.max(0, ...earlier));
  }
  return {
    operations: requests.map(({ operation }) => operation),
    roundTrips: Math.max(0, ...depth),
    retries: requests.filter(({ attempt }) => attempt !== "1").length,
  };
}
