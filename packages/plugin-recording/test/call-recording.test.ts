import { createHmac } from "node:crypto";
import { callAndBridge, definePlugin, done, ivr, PromptStore, speak, stay, value } from "@switchhook/core";
import type { SimulatedCall } from "@switchhook/simulator";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  type CallRecordingOptions,
  ConsentLedger,
  callRecording,
  RecordingAnnouncer,
  recordingOf,
} from "../src/index.js";
import { recorded, sent, type TestedIvr, testedIvr } from "./a-call.js";

const destination = { bucket: "calls" };

/** Asks for one number after the other; steps named in `sensitive` ask for what must not be recorded. */
const question = <const Name extends string>(name: Name, sensitive = false) =>
  definePlugin({
    name,
    deps: { prompts: PromptStore },
    step: {
      sensitive,
      ask: ({ deps }) => [deps.prompts.collect(name, name, { min: 1, max: 4, attemptMs: 5000 })],
      on: { "ACTION_SUCCESSFUL:SpeakAndGetDigits": () => done() },
    },
  });

const listed = (recording: object) =>
  definePlugin({
    name: "listed",
    adds: z.object({ meeting: z.looseObject({ id: z.string() }) }),
    step: { ask: () => done({ meeting: { id: "weekly", recording } }) },
  });

const bridge = definePlugin({
  name: "bridge",
  step: {
    ask: () => [
      callAndBridge({
        CallerIdNumber: "+12065550101",
        Endpoints: [{ BridgeEndpointType: "PSTN", Uri: "+12065550199" }],
      }),
    ],
    on: { "ACTION_SUCCESSFUL:CallAndBridge": () => stay([]) },
  },
});

/** Idles, so that nothing stands behind what features send. */
const idle = definePlugin({
  name: "idle",
  step: {
    ask: () => stay([speak({ Text: "hello" })], {}),
    on: { "ACTION_SUCCESSFUL:Speak": () => stay([], { waits: true }) },
  },
});

const app = (
  options: Partial<CallRecordingOptions> = {},
  ...steps: Parameters<typeof chain>[1][]
): TestedIvr => testedIvr(chain(options, ...steps));
function chain(options: Partial<CallRecordingOptions>, ...steps: (typeof idle)[]) {
  return steps.reduce(
    (all, step) => all.use(step as never) as typeof all,
    ivr().use(callRecording({ destination, ...options })),
  );
}
const erased = (plugin: object) => plugin as typeof idle;

const begin = async (
  ivrUnderTest: TestedIvr,
  ...more: Parameters<TestedIvr["caller"]>
): Promise<SimulatedCall> => ivrUnderTest.caller(...more).dial();

describe("the notice is a gate", () => {
  it("nothing is recorded before it was heard, and the service tells the place when nothing stands behind", async () => {
    const tested = app({}, idle);
    const call = await begin(tested);
    await call.press("*9");
    await call.elapse(1500);
    expect(call.heard.at(-1)).toBe("recording-started");
    expect(sent(call)).not.toContain("StartCallRecording");
    await call.untilQuiet();
    expect(recorded(call)).toEqual(["running"]);
    expect(tested.consents).toMatchObject([
      { leg: "LEG-A", answer: "heard", prompt: "recording-started", locale: "en-US" },
    ]);
    await call.hangUp();
    const [file] = call.media.recordings;
    expect(tested.announced).toMatchObject([
      { kind: "call", bucket: "calls", key: file?.key, placeFrom: "service" },
    ]);
  });

  it("a notice that was cut off by the end of the call starts nothing", async () => {
    const tested = app({}, idle);
    const call = await begin(tested);
    await call.press("*9");
    await call.elapse(1300);
    await call.hangUp();
    expect(sent(call)).not.toContain("StartCallRecording");
    expect(tested.consents).toEqual([]);
    expect(tested.announced).toEqual([]);
  });

  it("is heard by a bridged party too, on its own leg, before anything is recorded", async () => {
    const tested = app({}, erased(bridge));
    const call = await begin(tested);
    await call.enter("*9");
    await call.untilQuiet();
    const heardOn = call.trace.flatMap((entry) => (entry.kind === "hears" ? [entry.leg] : []));
    expect(heardOn).toEqual(["LEG-A", "LEG-B"]);
    expect(tested.consents.map(({ leg }) => leg)).toEqual(["LEG-A", "LEG-B"]);
    expect(recorded(call)).toEqual(["running"]);
    const order = sent(call);
    expect(order.slice(-3)).toEqual(["PlayAudio", "PlayAudio", "StartCallRecording"]);
  });

  it("a party that joins later hears it while the recording is paused", async () => {
    const tested = app({ start: "by-itself" }, question("name") as never, erased(bridge));
    const call = await begin(tested);
    expect(recorded(call)).toEqual(["running"]);
    await call.enter("12#");
    await call.untilQuiet();
    expect(recorded(call)).toEqual(["running", "paused", "running"]);
    expect(tested.consents.map(({ leg }) => leg)).toEqual(["LEG-A", "LEG-B"]);
  });

  it("is not taken for heard by another prompt that took its place", async () => {
    const tested = app({ pauseKeys: "*8", prompts: { paused: "held" } }, erased(bridge));
    const call = await begin(tested, { audio: { durationOf: () => 3000 } });
    await call.press("*9");
    // Into the notice on the other leg.
    await call.elapse(4500);
    await call.press("*8");
    await call.untilQuiet();
    const heardOn = call.trace.flatMap((entry) =>
      entry.kind === "hears" && "key" in entry.sound ? [`${entry.leg} ${entry.sound.key}`] : [],
    );
    expect(heardOn).toEqual([
      "LEG-A recording-started.wav",
      "LEG-B recording-started.wav",
      "LEG-A held.wav",
      "LEG-B recording-started.wav",
    ]);
    expect(tested.consents.map(({ leg }) => leg)).toEqual(["LEG-A", "LEG-B"]);
    expect(recorded(call)).toEqual(["running", "paused"]);
  });

  it("says it as text when its file is broken, and counts only that", async () => {
    const tested = app({}, erased(bridge));
    const call = await begin(tested, {
      audio: { durationOf: (_, key) => (key === "recording-started.wav" ? undefined : 500) },
    });
    await call.enter("*9");
    await call.untilQuiet();
    expect(tested.consents.map(({ leg, answer }) => [leg, answer])).toEqual([
      ["LEG-A", "heard"],
      ["LEG-B", "heard"],
    ]);
    expect(call.heard).toContain("recording-started, spoken");
    expect(recorded(call)).toEqual(["running"]);
  });

  it("that cannot be played at all starts nothing, and the caller is told", async () => {
    const tested = app({}, idle);
    const call = await begin(tested, {
      faults: {
        take: ({ Type, Parameters }) =>
          Type === "PlayAudio" && JSON.stringify(Parameters).includes("recording-started")
            ? { errorType: "SystemException", message: "no" }
            : undefined,
      },
    });
    await call.enter("*9");
    await call.untilQuiet();
    expect(call.heard.at(-1)).toBe("recording-failed");
    expect(sent(call)).not.toContain("StartCallRecording");
    expect(call.call.ended).toBe(false);
  });

  it("that cannot be noted starts nothing", async () => {
    const ledger = value(ConsentLedger, { note: () => Promise.reject(new Error("full")) });
    const tested = testedIvr(chain({}, idle), ledger);
    const call = await begin(tested);
    await call.enter("*9");
    await call.untilQuiet();
    expect(tested.codes()).toEqual(["IVR_CONSENT_NOT_NOTED"]);
    expect(sent(call)).not.toContain("StartCallRecording");
    expect(call.heard.at(-1)).toBe("recording-failed");
  });

  it("that takes the ledger too long starts nothing", async () => {
    const ledger = value(ConsentLedger, { note: () => new Promise<void>(() => {}) });
    const tested = testedIvr(chain({}, idle), ledger);
    const call = await begin(tested);
    await call.press("*9");
    await call.elapseMeanwhile(2200);
    await call.elapseMeanwhile(1100);
    await call.untilQuiet();
    expect(tested.codes()).toEqual(["IVR_CONSENT_NOT_NOTED"]);
    expect(sent(call)).not.toContain("StartCallRecording");
  });

  it("keeps the party's number as a hash that the key alone can make", async () => {
    const numberKey = "a key of sixteen";
    const [one, other] = [app({ consent: { numberKey } }, idle), app({}, idle)];
    for (const tested of [one, other]) {
      const call = await begin(tested);
      await call.enter("*9");
      await call.untilQuiet();
    }
    expect(one.consents[0]?.party).toBe(createHmac("sha256", numberKey).update("+12065550102").digest("hex"));
    expect(other.consents[0]?.party).not.toBe(one.consents[0]?.party);
  });

  it("is noted of a party that was called by the number that was called", async () => {
    const numberKey = "a key of sixteen";
    const tested = app({ consent: { numberKey } }, erased(bridge));
    const call = await begin(tested);
    await call.enter("*9");
    await call.untilQuiet();
    const called = call.call.legs.find(({ tag }) => tag === "LEG-B")?.to ?? "";
    expect(tested.consents[1]).toMatchObject({
      leg: "LEG-B",
      party: createHmac("sha256", numberKey).update(called).digest("hex"),
    });
    expect(tested.consents[1]?.party).not.toBe(tested.consents[0]?.party);
  });
});

describe("consent by key", () => {
  const consent = { keys: { agree: "1", decline: "2" }, tries: 1 };

  it("starts when the party agrees", async () => {
    const tested = app({ start: "by-itself", consent }, question("name") as never);
    const call = await begin(tested);
    expect(recorded(call)).toEqual([]);
    await call.enter("1");
    expect(tested.consents.map(({ answer }) => answer)).toEqual(["agreed"]);
    expect(recorded(call)).toEqual(["running"]);
    expect(call.heard.at(-1)).toBe("name");
  });

  it.each([
    ["2", "declined"],
    ["", "silent"],
  ])("starts nothing when the party presses %j, and the call goes on", async (keys, answer) => {
    const tested = app({ start: "by-itself", consent }, question("name") as never);
    const call = await begin(tested);
    if (keys) await call.enter(keys);
    else await call.elapse(9000);
    await call.untilQuiet();
    expect(tested.consents.map((one) => one.answer)).toEqual([answer]);
    expect(sent(call)).not.toContain("StartCallRecording");
    expect(call.heard.slice(-2)).toEqual(["recording-stopped", "name"]);
  });
});

describe("a party that declines", () => {
  it("ends a recording that has begun", async () => {
    const consent = { keys: { agree: "1", decline: "2" }, tries: 1 };
    const tested = app({ start: "by-itself", consent }, question("name") as never, erased(bridge));
    const call = await begin(tested);
    await call.enter("1");
    await call.enter("12#");
    await call.elapse(3000);
    const party = call.call.legs.find(({ tag }) => tag === "LEG-B");
    call.call.press("2", party);
    await call.untilQuiet();
    expect(tested.consents.map(({ leg, answer }) => [leg, answer])).toEqual([
      ["LEG-A", "agreed"],
      ["LEG-B", "declined"],
    ]);
    expect(recorded(call)).toEqual(["running", "paused", "over"]);
    expect(tested.announced).toHaveLength(1);
  });
});

describe("the same event twice", () => {
  it("gives the same answer, and is noted and announced once", async () => {
    const tested = app({ start: "by-itself" }, question("name") as never, question("card", true) as never);
    const call = await begin(tested, { deliver: "twice at once" });
    await call.enter("12#");
    await call.hangUp();
    expect(recorded(call)).toEqual(["running", "paused", "over"]);
    expect([tested.consents.length, tested.announced.length]).toEqual([1, 1]);
  });
});

describe("starting", () => {
  it("by itself: the steps behind wait for the notice, so that all of them is recorded", async () => {
    const tested = app({ start: "by-itself" }, question("name") as never);
    const call = await begin(tested);
    expect(call.heard).toEqual(["recording-started", "name"]);
    expect(recorded(call)).toEqual(["running"]);
    await call.hangUp();
    expect(tested.announced).toMatchObject([
      { key: call.media.recordings[0]?.key, placeFrom: "rule", bucket: "calls" },
    ]);
  });

  it("by itself, once a party that was called has answered", async () => {
    const tested = app({ start: "by-itself" }, question("name") as never);
    const call = await begin(tested, { setup: { outbound: {} } });
    await call.elapse(5000);
    await call.untilQuiet();
    expect(call.heard).toEqual(["recording-started", "name"]);
    expect(recorded(call)).toEqual(["running"]);
  });

  it("by command, with a folder and a track of its own", async () => {
    const tested = app({ keys: "none" }, idle);
    const call = await begin(tested);
    call.call.update({ command: "start-recording", prefix: "complaints", track: "INCOMING" });
    await call.untilQuiet();
    await call.hangUp();
    expect(tested.announced[0]?.key).toMatch(/^complaints\/2026\/12\/01\/2026-12-01-07-30-0/);
    expect(JSON.stringify(call.responses)).toContain('"Track":"INCOMING"');
  });

  it("by command with arguments that are none changes nothing", async () => {
    const tested = app({}, idle);
    const call = await begin(tested);
    call.call.update({ command: "start-recording", track: "ALL" });
    await call.untilQuiet();
    expect(tested.codes()).toEqual(["IVR_COMMAND_UNKNOWN"]);
    expect(call.heard).toEqual(["hello"]);
  });

  it("waits for the end of what is sensitive", async () => {
    const tested = app({}, question("card", true) as never, question("name") as never);
    const call = await begin(tested);
    await call.enter("*9");
    await call.elapse(6000);
    await call.untilQuiet();
    expect(sent(call)).not.toContain("StartCallRecording");
    await call.enter("12#");
    await call.enter("34#");
    expect(recorded(call)).toEqual(["running", "over"]);
    expect(call.heard).toContain("recording-started");
  });

  it("that fails is said and logged, and can be asked for again", async () => {
    let broken = true;
    const tested = app({}, idle);
    const call = await begin(tested, {
      audio: { durationOf: () => 500, whyNotWritable: () => (broken ? "no policy" : undefined) },
    });
    await call.enter("*9");
    await call.untilQuiet();
    expect(call.heard.at(-1)).toBe("recording-failed");
    expect(tested.codes()).toContain("IVR_RECORDING_FAILED");
    broken = false;
    await call.enter("*9");
    await call.untilQuiet();
    expect(recorded(call)).toEqual(["running"]);
  });

  it("is only once for a leg: after the end the key says that it is over", async () => {
    const tested = app({}, idle);
    const call = await begin(tested);
    for (let press = 0; press < 3; press++) {
      await call.enter("*9");
      await call.untilQuiet();
    }
    expect(call.heard.slice(1)).toEqual(["recording-started", "recording-stopped", "recording-stopped"]);
    expect(recorded(call)).toEqual(["running", "over"]);
    expect(tested.announced).toHaveLength(1);
  });
});

describe("a meeting's listing", () => {
  it("whose mode is always starts by itself, in its own bucket and folder", async () => {
    const recording = { mode: "always", bucket: "board", prefix: "weekly" };
    const tested = app({}, erased(listed(recording)), idle);
    const call = await begin(tested);
    await call.untilQuiet();
    await call.hangUp();
    expect(tested.announced).toMatchObject([
      { bucket: "board", key: expect.stringMatching(/^weekly\/2026/) },
    ]);
  });

  it("whose mode is never lets nobody start", async () => {
    const tested = app({}, erased(listed({ mode: "never" })), idle);
    const call = await begin(tested);
    await call.enter("*9");
    await call.untilQuiet();
    expect(call.heard.at(-1)).toBe("recording-failed");
    expect(sent(call)).not.toContain("StartCallRecording");
  });

  it("whose mode is on-request changes nothing by itself", async () => {
    const tested = app({}, erased(listed({ mode: "on-request" })), idle);
    const call = await begin(tested);
    await call.untilQuiet();
    expect(call.heard).toEqual(["hello"]);
  });
});

describe("pausing", () => {
  const options = { pauseKeys: "*8", prompts: { paused: "held", resumed: "goes-on" } } as const;

  it("by key, and going on", async () => {
    const tested = app(options, idle);
    const call = await begin(tested);
    for (const keys of ["*9", "*8", "*8"]) {
      await call.enter(keys);
      await call.untilQuiet();
    }
    expect(recorded(call)).toEqual(["running", "paused", "running"]);
    expect(call.heard.slice(-2)).toEqual(["held", "goes-on"]);
  });

  it("by command, and going on, and stopping", async () => {
    const call = await begin(app({}, idle));
    for (const command of ["start-recording", "pause-recording", "resume-recording", "stop-recording"]) {
      call.call.update({ command });
      await call.untilQuiet();
    }
    expect(recorded(call)).toEqual(["running", "paused", "running", "over"]);
  });

  it("that was asked for outlasts what is sensitive", async () => {
    const call = await begin(
      app(
        { ...options, start: "by-itself" },
        question("name") as never,
        question("card", true) as never,
        question("end") as never,
      ),
    );
    await call.enter("*8");
    await call.elapse(6000);
    await call.untilQuiet();
    await call.enter("12#");
    await call.enter("12#");
    expect(recorded(call)).toEqual(["running", "paused"]);
  });
});

describe("what is sensitive is not recorded", () => {
  const flow = (faults?: NonNullable<Parameters<TestedIvr["caller"]>[0]>["faults"]) => {
    const tested = app(
      { start: "by-itself" },
      question("name") as never,
      question("card", true) as never,
      question("end") as never,
    );
    return { tested, dial: () => begin(tested, faults && { faults }) };
  };
  const failing = (...types: string[]) => ({
    take: ({ Type }: { readonly Type: string }) =>
      types.includes(Type) ? { errorType: "SystemException", message: "no" } : undefined,
  });

  it("the recording is paused before it is asked for, and goes on after", async () => {
    const { dial } = flow();
    const call = await dial();
    await call.enter("12#");
    expect(recorded(call)).toEqual(["running", "paused"]);
    await call.enter("4111#");
    expect(recorded(call)).toEqual(["running", "paused", "running"]);
    expect(call.warnings).toEqual([]);
  });

  it("it goes on also when the caller gives up there", async () => {
    const { dial } = flow();
    const call = await dial();
    await call.enter("12#");
    await call.hangUp();
    expect(recorded(call)).toEqual(["running", "paused", "over"]);
  });

  it("a pause that fails stops the recording before anything is asked", async () => {
    const { tested, dial } = flow(failing("PauseCallRecording"));
    const call = await dial();
    await call.enter("12#");
    expect(recorded(call)).toEqual(["running", "over"]);
    expect(call.heard.slice(-2)).toEqual(["recording-stopped", "card"]);
    expect(tested.codes()).toContain("IVR_RECORDING_FAILED");
    expect(tested.announced).toHaveLength(0);
    await call.enter("4111#");
    expect(tested.announced).toHaveLength(1);
  });

  it("when neither pausing nor stopping works, the call is hung up", async () => {
    const { dial } = flow(failing("PauseCallRecording", "StopCallRecording"));
    const call = await dial();
    await call.enter("12#");
    await call.untilEnded();
    expect(call.call.ended).toBe(true);
    expect(call.heard).not.toContain("card");
    expect(call.heard.at(-1)).toBe("recording-failed");
  });

  it("a pause that waits behind a prompt is not lost when another feature replaces the list", async () => {
    const noisy = definePlugin({
      name: "noisy",
      deps: { prompts: PromptStore },
      feature: { on: { CALL_UPDATE_REQUESTED: ({ deps }) => [deps.prompts.play("noise")] } },
    });
    const sentOn = definePlugin({
      name: "sent-on",
      step: {
        ask: () => [speak({ Text: "this is said for quite a while, whatever comes in between" })],
        on: { CALL_UPDATE_REQUESTED: () => done() },
      },
    });
    const tested = app(
      { start: "by-itself" },
      erased(noisy),
      erased(sentOn),
      question("card", true) as never,
    );
    const call = tested.caller();
    call.call.begin();
    await call.elapse(1500);
    call.call.update({ go: "on" });
    await call.elapse(100);
    call.call.update({ make: "noise" });
    await call.untilQuiet();
    expect(call.heard.at(-1)).toBe("card");
    expect(recorded(call)).toEqual(["running", "paused"]);
  });

  it("a resume that fails is tried again, then said", async () => {
    const { tested, dial } = flow(failing("ResumeCallRecording"));
    const call = await dial();
    await call.enter("12#");
    await call.enter("4111#");
    await call.untilQuiet();
    expect(sent(call).filter((type) => type === "ResumeCallRecording")).toHaveLength(2);
    expect(call.heard.slice(-2)).toEqual(["recording-failed", "end"]);
    expect(tested.codes()).toContain("IVR_RECORDING_FAILED");
  });
});

describe("stopping", () => {
  it("that fails is said, and the recording goes on", async () => {
    let broken = true;
    const tested = app({}, idle);
    const call = await begin(tested, {
      faults: {
        take: ({ Type }) =>
          Type === "StopCallRecording" && broken
            ? { errorType: "SystemException", message: "no" }
            : undefined,
      },
    });
    for (const keys of ["*9", "*9"]) {
      await call.enter(keys);
      await call.untilQuiet();
    }
    expect(call.heard.at(-1)).toBe("recording-failed");
    broken = false;
    await call.enter("*9");
    await call.untilQuiet();
    expect(call.heard.at(-1)).toBe("recording-stopped");
    expect(recorded(call)).toEqual(["running", "over"]);
  });

  it("that was carried out although another feature's list took its place is told as done", async () => {
    const noisy = definePlugin({
      name: "noisy",
      deps: { prompts: PromptStore },
      feature: { on: { CALL_UPDATE_REQUESTED: ({ deps }) => [deps.prompts.play("noise")] } },
    });
    const tested = app({}, erased(noisy), idle);
    const call = await begin(tested);
    await call.enter("*9");
    await call.press("*9");
    await call.elapse(1300);
    // "recording-stopped" is being said: of the stop in front of it nothing has been reported yet.
    expect(recorded(call)).toEqual(["running", "over"]);
    call.call.update({ make: "noise" });
    await call.untilQuiet();
    expect(call.heard).not.toContain("recording-failed");
    expect(call.heard.at(-1)).toBe("recording-stopped");
    expect(tested.announced).toHaveLength(1);
  });

  it("and pausing, when neither works, hangs up a call with a party who has not heard the notice", async () => {
    const tested = app({ start: "by-itself" }, bridge as never);
    const call = await begin(tested, {
      faults: {
        take: ({ Type }) =>
          ["PauseCallRecording", "StopCallRecording"].includes(Type)
            ? { errorType: "SystemException", message: "no" }
            : undefined,
      },
    });
    await call.untilEnded();
    expect(call.call.ended).toBe(true);
    expect(sent(call).filter((type) => type === "StopCallRecording").length).toBeLessThan(4);
  });

  it("and the notice to a party, when neither works, leave the recording paused, and are not tried on and on", async () => {
    const tested = app({ start: "by-itself" }, bridge as never);
    let joined = false;
    const call = await begin(tested, {
      faults: {
        take: ({ Type }) => {
          joined ||= Type === "PauseCallRecording";
          return joined && ["PlayAudio", "Speak", "StopCallRecording"].includes(Type)
            ? { errorType: "SystemException", message: "no" }
            : undefined;
        },
      },
    });
    await call.elapse(60_000);
    expect(call.call.ended).toBe(false);
    expect(recorded(call).at(-1)).toBe("paused");
    expect(sent(call).filter((type) => type === "StopCallRecording").length).toBeLessThan(4);
    await call.hangUp();
    await call.untilEnded();
    expect(tested.announced).toHaveLength(1);
  });

  it("and pausing, when neither works, is said once to whoever wanted the pause, and the call goes on", async () => {
    const tested = app({ pauseKeys: "*7" }, idle);
    const call = await begin(tested, {
      faults: {
        take: ({ Type }) =>
          ["PauseCallRecording", "StopCallRecording"].includes(Type)
            ? { errorType: "SystemException", message: "no" }
            : undefined,
      },
    });
    await call.enter("*9");
    await call.enter("*7");
    await call.elapse(60_000);
    expect(call.call.ended).toBe(false);
    expect(call.heard.filter((name) => name === "recording-failed")).toHaveLength(1);
  });

  it("an announcer that fails is logged with the place", async () => {
    const tested = testedIvr(
      chain({}, idle),
      value(RecordingAnnouncer, { recorded: () => Promise.reject(new Error("down")) }),
    );
    const call = await begin(tested);
    await call.enter("*9");
    await call.untilQuiet();
    await call.hangUp();
    expect(tested.codes()).toEqual(["IVR_RECORDING_NOT_ANNOUNCED"]);
    expect(tested.log.find(({ message }) => message === "recorded")?.fields).toMatchObject({
      bucket: "calls",
    });
  });
});

describe("later plugins", () => {
  it("read how the recording stands, and where it goes", async () => {
    const seen: unknown[] = [];
    const reader = definePlugin({
      name: "reader",
      step: {
        ask: ({ call }) => {
          seen.push(recordingOf(call));
          return done();
        },
      },
    });
    const call = await begin(app({ start: "by-itself" }, question("name") as never, erased(reader), idle));
    await call.enter("12#");
    expect(seen).toEqual([
      {
        is: "on",
        place: {
          bucket: "calls",
          key: expect.stringContaining("Amazon-Chime-SMA-Call-Recordings/2026/12/01/"),
        },
      },
    ]);
  });
});

describe("the options of callRecording", () => {
  it("are refused all at once, with path, value and what is expected", () => {
    const make = () =>
      callRecording({
        destination: { bucket: "No Bucket", prefix: "/calls/" },
        keys: "record",
        track: "ALL",
        consent: { keys: { agree: "1", decline: "1" }, attemptMs: 1, tries: 9, numberKey: "short" },
        prompts: { notice: "no name" },
      } as never);
    for (const line of [
      'call-recording.destination.bucket: must be the name of an S3 bucket, given "No Bucket"',
      'call-recording.destination.prefix: must be names joined by /, that neither begin nor end with / and are not . or .., given "/calls/"',
      'call-recording.keys: must be one to ten of 0-9 * #, or none, given "record"',
      "call-recording.track",
      "call-recording.consent.keys: must be two different keys",
      "call-recording.consent.attemptMs",
      "call-recording.consent.tries",
      "call-recording.consent.numberKey: must have at least 16 characters",
      "call-recording.prompts.notice",
    ])
      expect(make).toThrow(line);
  });

  it("cannot give pausing the keys of starting", () => {
    expect(() => callRecording({ destination, pauseKeys: "*9" })).toThrow("call-recording.pauseKeys");
  });
});
