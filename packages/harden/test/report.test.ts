import { expect, it, vi } from "vitest";
import type { Guard } from "../src/index.js";
import { answer, guarded, hangup, type Legacy, legOf, question, sound, speak, taken } from "./calls.js";

const begins = (event: Parameters<Legacy>[0]) => event.InvocationEventType === "NEW_INBOUND_CALL";
const apology = /We are sorry/;
const only = (guard: Guard, legacy: Legacy) => guarded(legacy, { guards: { [guard]: "report" } });

it("deadline: in report a late answer is said to be late, and sent when it comes", async () => {
  const legacy: Legacy = async (event) => {
    if (begins(event)) await new Promise<void>((then) => running.clock.after(4500, then));
    return sound(event);
  };
  const running = only("deadline", legacy);
  const call = running.caller();
  call.call.begin();
  await call.elapseMeanwhile(4600);
  await call.untilQuiet();
  expect(call.heard).toEqual(["Your PIN?"]);
  expect(taken(running)).toEqual(["deadline report"]);
});

it("exception: in report it is the service's to see, and the log names it", async () => {
  const running = only("exception", () => {
    throw new Error("a bug");
  });
  const [event] = (await guarded(sound).dial()).events;
  await expect(running.handler(event)).rejects.toThrow("a bug");
  expect(taken(running)).toEqual(["exception report"]);
});

it("exception: an event that failed is asked again when it is delivered again", async () => {
  let asked = 0;
  const running = only("exception", (event) => {
    asked += 1;
    if (asked === 1) throw new Error("a bug that passes");
    return sound(event);
  });
  const [event] = (await guarded(sound).dial()).events;
  await expect(running.handler(event)).rejects.toThrow("a bug that passes");
  expect(await running.handler(structuredClone(event))).toMatchObject({ SchemaVersion: "1.0" });
});

it("event-form: in report the handler sees the event as it came", async () => {
  const seen: unknown[] = [];
  const running = only("event-form", (event) => {
    seen.push(event.CallDetails.Participants[0]?.Status);
    return sound(event);
  });
  const [event] = structuredClone((await guarded(sound).dial()).events) as never as Parameters<Legacy>;
  Object.assign(event.CallDetails.Participants[0] ?? {}, { Status: "Connected" });
  await running.handler(event);
  expect(seen).toEqual(["Connected"]);
  expect(taken(running)).toEqual(["event-form report"]);
});

it("repeated-event: in report the handler is asked each time", async () => {
  let asked = 0;
  const running = only("repeated-event", (event) => {
    asked += 1;
    return sound(event);
  });
  const [event] = (await guarded(sound).dial()).events;
  await running.handler(event);
  await running.handler(structuredClone(event));
  expect(asked).toBe(2);
  expect(taken(running)).toEqual(["repeated-event report"]);
});

it("other-call: in report the answer is sent as it is", async () => {
  let first = "";
  const running = only("other-call", (event) => {
    first ||= legOf(event);
    return answer(speak("Hello.", first), hangup(event));
  });
  const [[one], [other]] = [(await guarded(sound).dial()).events, (await guarded(sound).dial()).events];
  await running.handler(one);
  const { Actions } = (await running.handler(other)) as ReturnType<typeof answer>;
  expect(Actions[0]).toMatchObject({ Parameters: { CallId: first } });
  expect(taken(running)).toEqual(["other-call report"]);
});

it("console: in report it says what it says, and the log that there are secrets in it", async () => {
  const printed: string[] = [];
  const spy = vi.spyOn(console, "info").mockImplementation((...all) => void printed.push(all.join(" ")));
  const running = only("console", (event) => {
    console.info("typed", event.ActionData?.ReceivedDigits);
    return sound(event);
  });
  await (await running.dial()).enter("71171");
  spy.mockRestore();
  expect(printed).toContain("typed 71171");
  expect(taken(running)).toEqual(["console report"]);
});

it.each(["answer-form", "dead-air", "endless-loop", "forgotten-leg"] as const)(
  "%s: in report nothing is changed, and the log says what would have been",
  async (guard) => {
    const legacies: Record<typeof guard, Legacy> = {
      "answer-form": (event) => {
        const asked = question(event);
        return begins(event)
          ? answer({ ...asked, Parameters: { ...asked.Parameters, MaxNumberOfDigits: 500 } })
          : sound(event);
      },
      "dead-air": (event) => (begins(event) ? sound(event) : answer()),
      "endless-loop": (event) =>
        event.InvocationEventType === "HANGUP" ? answer() : answer(question(event)),
      "forgotten-leg": (event) =>
        begins(event)
          ? answer({
              Type: "CallAndBridge",
              Parameters: {
                CallTimeoutSeconds: 30,
                CallerIdNumber: "+12065550101",
                Endpoints: [{ BridgeEndpointType: "PSTN", Uri: "+12065550155" }],
              },
            })
          : answer(),
    };
    const running = only(guard, legacies[guard]);
    const call = await running.dial();
    if (guard === "dead-air") await call.enter("12345");
    if (guard === "forgotten-leg") await (await call.elapse(5000)).hangUp();
    if (guard === "endless-loop") await call.elapse(120_000);
    expect(call.heard.join()).not.toMatch(apology);
    expect(taken(running)).toContain(`${guard} report`);
  },
);
