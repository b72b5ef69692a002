import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { type Guard, harden } from "../src/index.js";
import {
  answer,
  callbackStyle,
  guarded,
  hangup,
  type Legacy,
  legOf,
  question,
  sound,
  speak,
  taken,
  type WireEvent,
} from "./calls.js";

const sorry = "We are sorry. Something went wrong on our side. Please call again in a few minutes.";
const begins = ({ InvocationEventType }: WireEvent) => InvocationEventType === "NEW_INBOUND_CALL";
describe("a handler that does everything right", () => {
  it("answers what it would answer, with its own attributes, and sees none of the guards'", async () => {
    const seen: unknown[] = [];
    const legacy: Legacy = (event) => {
      seen.push(event.CallDetails.TransactionAttributes);
      return { ...(sound(event) as object), TransactionAttributes: { mine: "kept" } };
    };
    const running = guarded(legacy);
    const call = await (await running.dial()).enter("12345");
    expect(call.heard).toEqual(["Your PIN?", "Bye."]);
    expect(call.warnings).toEqual([]);
    expect(seen).toEqual([undefined, { mine: "kept" }, { mine: "kept" }]);
    expect(taken(running)).toEqual([]);
  });

  it("keeps the attributes of the call when it answers none", async () => {
    const seen: unknown[] = [];
    const legacy: Legacy = (event) => {
      seen.push(event.CallDetails.TransactionAttributes);
      const given = sound(event) as object;
      return begins(event) ? { ...given, TransactionAttributes: { mine: "kept" } } : given;
    };
    await (await guarded(legacy).dial()).enter("12345");
    expect(seen.slice(1)).toEqual([{ mine: "kept" }, { mine: "kept" }]);
  });

  it("has one line in the log for each event, without secrets", async () => {
    const running = guarded(sound);
    await (await running.dial()).enter("71171");
    expect(running.log.map(({ message }) => message)).toEqual(Array(3).fill("hardened invocation"));
    expect(JSON.stringify(running.log)).not.toMatch(/71171|2065550102/);
  });
});

describe("a handler that calls back", () => {
  it("has its answers sent", async () => {
    const running = guarded(callbackStyle(sound));
    const call = await (await running.dial()).enter("12345");
    expect(call.heard).toEqual(["Your PIN?", "Bye."]);
    expect(taken(running)).toEqual([]);
  });

  it("is guarded against the error that it calls back with", async () => {
    const failing = callbackStyle((event) => {
      if (begins(event)) throw new Error("a bug");
    });
    const running = guarded(failing);
    const call = await running.dial();
    expect(call.heard).toEqual([sorry]);
    expect(taken(running)).toEqual(["exception on"]);
  });
});

/** A handler for each guard that does what it guards against, and what the caller hears of it. */
const defects: Record<Exclude<Guard, "repeated-event" | "other-call" | "console" | "event-form">, Legacy> = {
  deadline: (event) => (begins(event) ? new Promise(() => {}) : sound(event)),
  exception: (event) => {
    if (begins(event)) throw new Error("a bug");
    return sound(event);
  },
  "answer-form": (event) => (begins(event) ? { SchemaVersion: "1.0", Actions: "none" } : sound(event)),
  "dead-air": (event) => (begins(event) ? sound(event) : answer()),
  "forgotten-leg": (event) => {
    const bridge = {
      Type: "CallAndBridge",
      Parameters: {
        CallId: legOf(event),
        CallTimeoutSeconds: 30,
        CallerIdNumber: "+12065550101",
        Endpoints: [{ BridgeEndpointType: "PSTN", Uri: "+12065550155" }],
      },
    };
    return begins(event) ? answer(bridge) : answer();
  },
  "endless-loop": (event) => (event.InvocationEventType === "HANGUP" ? answer() : answer(question(event))),
};

describe("what is guarded against", () => {
  const play = async (guard: keyof typeof defects) => {
    const running = guarded(defects[guard]);
    const call = running.caller();
    call.call.begin();
    if (guard === "deadline") await call.elapseMeanwhile(4100);
    await call.untilQuiet();
    if (guard === "dead-air") await call.enter("12345");
    if (guard === "forgotten-leg") await (await call.elapse(5000)).hangUp();
    await call.untilEnded();
    return { running, call };
  };

  it.each(["deadline", "exception", "answer-form", "dead-air", "endless-loop"] as const)(
    "%s: the caller hears an apology and is hung up",
    async (guard) => {
      const { running, call } = await play(guard);
      expect(call.heard.at(-1)).toBe(sorry);
      expect(call.call.ended).toBe(true);
      expect(call.problems).toEqual([]);
      expect(taken(running)).toContain(`${guard} on`);
      const apologies = running.log.filter(({ fields }) => fields.stepAfter === "(fallback)");
      expect(apologies.map(({ message }) => message)).toEqual(["hardened invocation"]);
    },
  );

  it("forgotten-leg: the other party is hung up", async () => {
    const { running, call } = await play("forgotten-leg");
    expect(call.call.ended).toBe(true);
    expect(call.problems).toEqual([]);
    expect(taken(running).filter((one) => one.startsWith("forgotten"))).toEqual(["forgotten-leg on"]);
  });

  it("exception: off, it is the service's to see", async () => {
    const { handler } = guarded(defects.exception, { guards: { exception: "off" } });
    const event = (await guarded(sound).dial()).events[0];
    await expect(handler(event)).rejects.toThrow("a bug");
  });

  it("repeated-event: it gets the answer of the first, also while that is being made", async () => {
    let asked = 0;
    const legacy: Legacy = async (event) => {
      asked += 1;
      await Promise.resolve();
      return answer(speak(`${asked}`, legOf(event)), hangup(event));
    };
    const { handler } = guarded(legacy);
    const event = (await guarded(sound).dial()).events[0];
    const [one, other] = await Promise.all([handler(event), handler(structuredClone(event))]);
    expect(one).toEqual(other);
    expect(await handler(structuredClone(event))).toEqual(one);
    expect(asked).toBe(1);
  });

  it("console: digits and numbers do not get there", async () => {
    const printed: string[] = [];
    const spy = vi.spyOn(console, "log").mockImplementation((...all) => void printed.push(all.join(" ")));
    const legacy: Legacy = (event) => {
      console.log("typed", event.ActionData?.ReceivedDigits, "by", event.CallDetails.Participants[0]?.From);
      return sound(event);
    };
    await (await guarded(legacy).dial()).enter("71171");
    spy.mockRestore();
    expect(printed).toHaveLength(3);
    expect(printed.join()).not.toMatch(/71171|\+12065550102/);
  });

  it("console: what has no secret in it is printed as it is, and what another has to say is left alone", async () => {
    const printed: unknown[] = [];
    const spy = vi.spyOn(console, "log").mockImplementation((...all) => void printed.push(...all));
    const state = { step: "menu" };
    await guarded((event) => {
      console.log(state);
      return sound(event);
    }).dial();
    console.log("+12065550102");
    spy.mockRestore();
    expect(printed).toEqual([state, "+12065550102"]);
    expect(printed[0]).toBe(state);
  });

  it("console: a handler that is too slow is kept quiet behind the apology, too", async () => {
    const printed: string[] = [];
    const spy = vi.spyOn(console, "log").mockImplementation((...all) => void printed.push(all.join(" ")));
    let goOn = () => {};
    const running = guarded(async (event) => {
      if (!begins(event)) return sound(event);
      await new Promise<void>((then) => {
        goOn = then;
      });
      console.log("at last", event.CallDetails.Participants[0]?.From);
    });
    const call = running.caller();
    call.call.begin();
    await call.elapseMeanwhile(4100);
    goOn();
    await call.untilQuiet();
    spy.mockRestore();
    expect(printed).toEqual(["at last ***02"]);
  });

  it("console: what a handler shows by dir is looked at, too", async () => {
    const printed: string[] = [];
    const spy = vi.spyOn(console, "dir").mockImplementation((item) => void printed.push(inspect(item)));
    await guarded((event) => {
      console.dir(event.CallDetails.Participants);
      return sound(event);
    }).dial();
    spy.mockRestore();
    expect(printed).toHaveLength(1);
    expect(printed[0]).not.toMatch(/12065550102/);
  });
});

describe("an answer that can be repaired", () => {
  const repairing = async (first: (event: WireEvent) => object) => {
    const running = guarded((event) => (begins(event) ? first(event) : sound(event)));
    const call = await running.dial();
    return { call, running, sent: call.responses[0]?.Actions ?? [] };
  };

  it("has a number brought back to its bound", async () => {
    const { sent } = await repairing((event) => {
      const asked = question(event);
      return answer({ ...asked, Parameters: { ...asked.Parameters, MaxNumberOfDigits: 500 } });
    });
    expect(sent[0]?.Parameters).toMatchObject({ MaxNumberOfDigits: 128 });
  });

  it("has a text that is too long said in parts", async () => {
    const { sent, call } = await repairing((event) =>
      answer(speak("A sentence that is said. ".repeat(60), legOf(event)), hangup(event)),
    );
    expect(sent.map(({ Type }) => Type)).toEqual(["Speak", "Speak", "Hangup"]);
    expect(call.problems).toEqual([]);
  });

  it("has the leg named that its page requires", async () => {
    const { sent } = await repairing(() => answer({ Type: "Speak", Parameters: { Text: "Hello." } }));
    expect(sent[0]?.Parameters).toMatchObject({ CallId: expect.stringMatching(/./) });
  });

  it("has the version that it lacks", async () => {
    const { call } = await repairing((event) => ({ Actions: [question(event)] }));
    expect(call.responses[0]).toMatchObject({ SchemaVersion: "1.0" });
    expect(call.heard).toEqual(["Your PIN?"]);
  });

  it("has ten actions at most, the hang-up among them", async () => {
    const { sent } = await repairing((event) =>
      answer(...Array.from({ length: 12 }, (_, index) => speak(`${index}`, legOf(event))), hangup(event)),
    );
    expect(sent).toHaveLength(10);
    expect(sent.at(-1)?.Type).toBe("Hangup");
  });

  it("keeps a parameter that no page has, and says so", async () => {
    const { sent, running } = await repairing((event) => {
      const asked = question(event);
      return answer({ ...asked, Parameters: { ...asked.Parameters, Undocumented: true } });
    });
    expect(sent[0]?.Parameters).toMatchObject({ Undocumented: true });
    expect(taken(running)).toContain("answer-form on");
  });

  it("is no answer when it has an action that there is none of", async () => {
    const { call } = await repairing(() => answer({ Type: "PlayMusic", Parameters: {} }));
    expect(call.heard).toEqual([sorry]);
  });
});

describe("what is no event of a call", () => {
  it("goes to the handler as it is, such as a ping that keeps it warm", async () => {
    const { handler } = guarded((() => "warm") as never);
    expect(await handler({ warm: true })).toBe("warm");
  });
});

describe("the options of harden()", () => {
  it("are refused all at once, with path, value and what is expected", () => {
    const wrong = () =>
      harden(sound as never, {
        guards: { deadline: "maybe" as "on" },
        mostRepeats: 1,
        logger: { info() {} } as never,
        takeOver: { handler: "flow" as never, share: 7 },
      });
    expect(wrong).toThrow(/harden\.guards\.deadline/);
    expect(wrong).toThrow(/harden\.mostRepeats.*given 1/);
    expect(wrong).toThrow(/harden\.logger: must have the functions debug, info, warn and error/);
    expect(wrong).toThrow(/harden\.takeOver\.handler: must be a handler/);
    expect(wrong).toThrow(/harden\.takeOver\.share.*given 7/);
  });
});
