import { Clock, definePlugin, done, ivr, type LogFields, Logger, PromptStore, value } from "@switchhook/core";
import { audioS3 } from "@switchhook/plugin-audio-s3";
import {
  type SimulatedCall,
  type SimulatedCallOptions,
  simulateCall,
  VirtualClock,
} from "@switchhook/simulator";
import { beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { CallBackDesk, type CallBackOptions, type CallBackRequest, callBack } from "../src/index.js";

const texts = {
  "call-back-offer": "To be called back at {number}, press 1. For another number, press 2.",
  "call-back-number": "Please enter the number.",
  "call-back-check": "{number}. If that is right, press 1. Else press 2.",
  "call-back-invalid": "Sorry?",
  "call-back-taken": "We are going to call you back.",
  "call-back-failed": "Sorry, that did not work.",
  "is-taken": "Somebody calls.",
  "not-taken": "Nobody calls.",
};
const prompts = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { text }]));

/** A step after the plugin, which says what the plugin has added to the call. */
const sayTaken = definePlugin({
  name: "say-taken",
  deps: { prompts: PromptStore },
  needs: z.object({ callBack: z.object({ taken: z.boolean() }) }),
  step: {
    ask: ({ call, deps }) =>
      done({}, [deps.prompts.play(call.results.callBack.taken ? "is-taken" : "not-taken")]),
  },
});

let taken: CallBackRequest[];
let logged: { readonly message: string; readonly fields: LogFields }[];
beforeEach(() => {
  taken = [];
  logged = [];
});

const note = (message: string, fields: LogFields = {}) => void logged.push({ message, fields });
const log = value(Logger, { debug: note, info: note, warn: note, error: note });

interface Dialling extends Partial<SimulatedCallOptions> {
  readonly options?: CallBackOptions;
  readonly desk?: CallBackDesk;
  readonly from?: string;
}

function dial({ options = {}, desk = { take: (one) => void taken.push(one) }, from, ...of }: Dialling = {}) {
  const clock = new VirtualClock();
  const handler = ivr()
    .use(audioS3({ prompts }))
    .use(callBack(options))
    .use(sayTaken)
    .bind(value(CallBackDesk, desk), value(Clock, clock), log)
    .build();
  return simulateCall({ handler, clock, ...(from !== undefined && { setup: { from } }), ...of }).dial();
}

const typing = async (call: SimulatedCall, ...entries: readonly string[]) => {
  for (const keys of entries) await call.enter(keys);
  return call;
};

describe("callBack keeps the contract of plugins", () => {
  it("refuses wrong options at once, all of them, with their path", () => {
    const make = () =>
      callBack({ keys: { yes: "x" }, digits: { min: 9, max: 8 }, maxAttempts: 0, colour: "blue" } as never);
    for (const wrong of ["keys.yes", "digits.max", "maxAttempts", "colour"]) expect(make).toThrow(wrong);
  });

  it("names all its prompts and services, so that an IVR without them is refused when it is built", () => {
    const without = ivr()
      .use(audioS3({ prompts: {} }))
      .use(callBack());
    expect(() => without.build()).toThrow("CallBackDesk");
    const desk = value(CallBackDesk, { take() {} });
    for (const name of Object.keys(texts).filter((one) => one.startsWith("call-back")))
      expect(() => without.bind(desk).build()).toThrow(name);
  });

  it.each(["twice", "twice at once"] as const)(
    "answers the same, and asks to call back once, when events are delivered %s",
    async (deliver) => {
      const call = await typing(await dial({ deliver }), "2", "2065550199#", "1");
      expect(call.heard.slice(-2)).toEqual(["We are going to call you back.", "Somebody calls."]);
      expect(taken).toHaveLength(1);
      expect(call.problems).toEqual([]);
    },
  );

  it("leaves nothing behind when the caller hangs up on it", async () => {
    const call = await (await dial()).hangUp();
    expect(call.call.ended).toBe(true);
    expect(taken).toEqual([]);
    expect(call.problems).toEqual([]);
  });
});

describe("callBack", () => {
  it("takes the number that the caller calls from", async () => {
    const call = await typing(await dial(), "1");
    expect(call.heard).toEqual([
      "To be called back at 1, 2, 0, 6, 5, 5, 5, 0, 1, 0, 2, press 1. For another number, press 2.",
      "We are going to call you back.",
      "Somebody calls.",
    ]);
    expect(taken).toMatchObject([
      { number: "+12065550102", by: "caller-id", transactionId: call.call.transactionId },
    ]);
  });

  it("takes another number, once it was said to the caller and is right", async () => {
    const call = await typing(await dial(), "2", "2065550188#", "2", "2065550199#", "1");
    expect(call.heard).toContain("2, 0, 6, 5, 5, 5, 0, 1, 9, 9. If that is right, press 1. Else press 2.");
    expect(taken).toMatchObject([{ number: "2065550199", by: "typed" }]);
  });

  it("asks those for a number who show none", async () => {
    const call = await dial({ from: "anonymous" });
    expect(call.heard).toEqual(["Please enter the number."]);
  });

  it("goes on without a request after the last try, whatever was wrong with them", async () => {
    const call = await typing(await dial({ options: { maxAttempts: 2 } }), "2", "12#", "34#");
    await call.untilEnded();
    expect(call.heard.slice(-2)).toEqual(["Sorry, that did not work.", "Nobody calls."]);
    expect(taken).toEqual([]);
  });

  it("goes on without a request when the caller stays silent", async () => {
    const call = await (await dial({ options: { maxAttempts: 1 } })).untilEnded();
    expect(call.heard.slice(-2)).toEqual(["Sorry, that did not work.", "Nobody calls."]);
  });

  it("says so when the desk fails, and logs why", async () => {
    const desk = { take: () => Promise.reject(new Error("the desk is closed")) };
    const call = await typing(await dial({ desk }), "1");
    expect(call.heard.slice(-2)).toEqual(["Sorry, that did not work.", "Nobody calls."]);
    expect(logged).toContainEqual(
      expect.objectContaining({ message: "the call-back desk did not take a request" }),
    );
  });

  it("waits two seconds for a desk that does not answer", async () => {
    const call = await dial({ desk: { take: () => new Promise<void>(() => {}) } });
    call.call.press("1");
    await call.elapseMeanwhile(1900);
    expect(call.heard).toHaveLength(1);
    await call.elapseMeanwhile(3000);
    expect(call.heard.slice(1)).toEqual(["Sorry, that did not work.", "Nobody calls."]);
  });

  it("logs that a request was made, and never a number", async () => {
    await typing(await dial(), "2", "2065550199#", "1");
    expect(logged).toContainEqual(
      expect.objectContaining({
        message: "call back requested",
        fields: expect.objectContaining({ by: "typed" }),
      }),
    );
    expect(JSON.stringify(logged)).not.toMatch(/2065550199|2065550102/);
  });
});
