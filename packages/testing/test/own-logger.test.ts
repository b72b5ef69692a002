import {
  consoleLogger,
  definePlugin,
  end,
  ivr,
  Logger,
  type LogLevel,
  PromptStore,
  singleton,
  speak,
  token,
  value,
} from "@switchhook/core";
import { describe, expect, it, vi } from "vitest";
import { type PromiseName, type Simulated, Simulation, type SimulationOptions } from "../src/index.js";
import { foundIn } from "./a-sound-handler.js";
import { surrounded } from "./around-an-ivr.js";
import { spokenPrompts } from "./spoken-prompts.js";

interface Notes {
  note(digits: string): void;
}
const Notes = token<Notes>("Notes");

/** Asks for five digits, and tells them to a service that has the logger as it was bound. */
const noting = () =>
  ivr()
    .use(
      definePlugin({
        name: "ask",
        deps: { prompts: PromptStore, notes: Notes },
        step: {
          ask: ({ deps }) => [deps.prompts.collect("enter", "enter", { min: 5, max: 5, attemptMs: 5000 })],
          on: {
            "ACTION_SUCCESSFUL:SpeakAndGetDigits": ({ event, deps }) => {
              deps.notes.note(event.ActionData.ReceivedDigits ?? "");
              return end([speak({ Text: "Goodbye." })]);
            },
          },
        },
      }),
    )
    .bind(
      spokenPrompts,
      singleton(Notes, {
        deps: { logger: Logger },
        make: ({ logger }) => ({ note: (digits) => logger.warn(`typed ${digits}`) }),
      }),
    );

/** A logger as applications have it: of a class, whose methods need it. */
class Kept {
  readonly messages: string[] = [];
  debug(message: string): void {
    this.#keep("debug", message);
  }
  info(message: string): void {
    this.#keep("info", message);
  }
  warn(message: string): void {
    this.#keep("warn", message);
  }
  error(message: string): void {
    this.#keep("error", message);
  }
  #keep(level: LogLevel, message: string): void {
    this.messages.push(`${level} ${message}`);
  }
}

async function call(
  source: Simulated,
  services: SimulationOptions["services"],
  without: readonly PromiseName[] = [],
) {
  const simulation = new Simulation(source, { ...(services && { services }), without });
  await (await simulation.dial()).press("48151");
  return { found: await foundIn(simulation), log: simulation.log };
}

describe("a logger that the test gives", () => {
  const given = {
    "by its name": (mine: Logger) => ({ Logger: mine }),
    "as a value": (mine: Logger) => [value(Logger, mine)],
    "as what makes it": (mine: Logger) => [singleton(Logger, { deps: {}, make: () => mine })],
  };
  it.each(Object.entries(given))("no-secret-in-logs: also what is logged by it, %s", async (_, services) => {
    const mine = new Kept();
    const { found, log } = await call(noting(), services(mine));
    expect(found).toEqual(["no-secret-in-logs"]);
    expect(log).toContainEqual(expect.objectContaining({ level: "warn", message: "typed 48151" }));
    expect(mine.messages).toContain("warn typed 48151");
  });

  it("cleanup-once and nothing-kept-of-a-failure: by it, too", async () => {
    const twice = surrounded(noting(), async (event, inner) => {
      if (event.InvocationEventType === "HANGUP") await inner({ ...event, Sequence: event.Sequence + 1 });
      return inner(event);
    });
    const services = { Logger: new Kept(), Notes: { note: () => {} } };
    expect((await call(twice, services)).found).toEqual(["cleanup-once"]);
    const keeping = surrounded(noting(), async (event, inner) => {
      const answer = await inner(event);
      return event.InvocationEventType === "ACTION_SUCCESSFUL"
        ? { ...answer, TransactionAttributes: { ...answer.TransactionAttributes, seen: "yes" } }
        : answer;
    });
    const throwing = {
      note() {
        throw new Error("on purpose");
      },
    };
    expect((await call(keeping, { Logger: new Kept(), Notes: throwing })).found).toEqual([
      "nothing-kept-of-a-failure",
    ]);
  });

  it("is taken once and seen as ever where it prints", async () => {
    const printed = vi.spyOn(console, "warn").mockImplementation(() => {});
    try {
      const { log } = await call(noting(), { Logger: consoleLogger }, ["no-secret-in-logs"]);
      expect(log.filter(({ message }) => message === "typed 48151")).toHaveLength(1);
      expect(log.filter(({ fields }) => fields.cleanedUp === true)).toHaveLength(1);
      // The other process prints nothing.
      expect(printed).toHaveBeenCalledTimes(1);
    } finally {
      printed.mockRestore();
    }
  });

  it("is refused as ever where it lacks a level", async () => {
    const { warn: _, ...lacking } = consoleLogger;
    await expect(call(noting(), { Logger: lacking })).rejects.toMatchObject({ code: "IVR_SERVICE_INVALID" });
  });
});

describe("the console", () => {
  it("is left as it was, also by a handler that never answers", async () => {
    const before = console.log;
    const simulation = new Simulation(() => new Promise<never>(() => {}), { without: ["in-time"] });
    await simulation.dial();
    expect(console.log).not.toBe(before);
    await foundIn(simulation);
    expect(console.log).toBe(before);
  });
});
