import { chimeMeetings } from "@switchhook/plugin-meeting-pin";
import { deny, down, fail, Simulation, throttle } from "@switchhook/testing";
import { dialIn, openPins } from "./dial-in.mjs";

const operations = ["CreateMeeting", "CreateAttendee", "ListAttendees", "DeleteAttendee", "DeleteMeeting"];
// As the API pages document failures; the last is an answer that none of them has.
const kinds = {
  "throttled once": throttle(1),
  throttled: throttle(),
  denied: deny(),
  down: down(),
  conflict: fail(409, "ConflictException", 2),
  "over the limit": fail(400, "LimitExceededException"),
  "bad request": fail(400, "BadRequestException"),
  gone: fail(404, "NotFoundException"),
  "server error": fail(500, "ServiceFailureException"),
  "an unknown error": fail(418, "TeapotException"),
};

const cases = () => {
  const single = operations.flatMap((operation) => Object.keys(kinds).map((kind) => [[operation, kind]]));
  const pairs = operations.flatMap((one, index) =>
    operations.slice(index + 1).flatMap((other) =>
      ["throttled", "denied", "down", "gone"].flatMap((kind) =>
        ["throttled once", "denied", "server error"].map((second) => [
          [one, kind],
          [other, second],
        ]),
      ),
    ),
  );
  return [...single, ...pairs];
};

const build = ({ client }) => dialIn().bind(chimeMeetings({ client, retryDelayMs: () => 0 }), openPins);

/** Every operation fails in every way, alone and in pairs, while a caller joins, counts, leaves and joins another meeting. */
export async function faults({ most = Number.POSITIVE_INFINITY } = {}) {
  const result = { calls: 0, sensible: 0, silent: [], leftOver: [], broken: [] };
  const all = cases();
  const every = Math.max(1, Math.ceil(all.length / most));
  for (const [index, planned] of all.entries()) {
    if (index % every !== 0) continue;
    const name = planned.map((pair) => pair.join(" ")).join(" and ");
    const faultsOf = Object.fromEntries(planned.map(([operation, kind]) => [operation, kinds[kind]]));
    const simulation = new Simulation(
      { build },
      // The place of a caller is his meeting's until that ends, where the service refuses to give it back.
      { faults: faultsOf, without: ["everything-given-back"] },
    );
    const call = await simulation.dial();
    await call.press("12345");
    if (!call.ended) await call.press("*2");
    if (!call.ended) await call.press("*0");
    if (!call.ended) await call.press("13579");
    if (!call.ended) await call.hangUp();
    const left = simulation.meetings
      .all()
      .filter(({ live }) => live)
      .flatMap(({ attendees }) => [...attendees.values()]);
    result.calls += 1;
    if (call.heard.length > 1 || call.trace.some(({ kind }) => kind === "joined")) result.sensible += 1;
    else result.silent.push(name);
    if (left.length > 0) result.leftOver.push(`${name}: ${left.length}`);
    await simulation.done().catch((error) => result.broken.push(`${name}: ${error.message.split("\n")[1]}`));
  }
  return result;
}
