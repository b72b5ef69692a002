import {
  again,
  type Call,
  Clock,
  definePlugin,
  done,
  PromptStore,
  parseOptions,
  stay,
} from "@switchhook/core";
import * as z from "zod";
import { CallBackDesk } from "./call-back-desk.js";
import { type CallBackOptions, optionsSchema } from "./options.js";
import { take } from "./take.js";

export type { CallBackOptions } from "./options.js";

/** What the caller is asked; a caller whose number is shown is offered that at first. */
const question = z.discriminatedUnion("asks", [
  z.strictObject({ asks: z.literal("offer"), number: z.string() }),
  z.strictObject({ asks: z.literal("number") }),
  z.strictObject({ asks: z.literal("check"), number: z.string() }),
]);
type Question = z.infer<typeof question>;

/** Takes a request to be called back, at the caller's number or another, and adds `callBack` to the call. Needs `CallBackDesk`. */
export const callBack = (options: CallBackOptions = {}) => {
  const { keys, digits, maxAttempts, prompts } = parseOptions("call-back", optionsSchema, options);

  const put = (asked: Question, store: PromptStore) => {
    if (asked.asks === "number")
      return store.collect(prompts.number, prompts.invalid, {
        ...digits,
        betweenDigitsMs: 3000,
        attemptMs: 8000,
      });
    const said = { prompt: prompts[asked.asks], values: { number: spelled(asked.number) } };
    return store.collect(said, prompts.invalid, { min: 1, max: 1, attemptMs: 5000 });
  };

  return definePlugin({
    name: "call-back",
    deps: { prompts: PromptStore, desk: CallBackDesk, clock: Clock },
    prompts: Object.values(prompts),
    adds: z.strictObject({ callBack: z.strictObject({ taken: z.boolean() }) }),
    step: {
      maxAttempts,
      state: question,
      // Asked again whenever its list was lost: it goes on at the question that the caller was at.
      ask: ({ call, deps, state }) => [put(state ?? firstQuestion(call), deps.prompts)],
      on: {
        async "ACTION_SUCCESSFUL:PlayAudioAndGetDigits"({ event, state, save, ...args }) {
          const asked = state ?? firstQuestion(args.call);
          const typed = event.ActionData.ReceivedDigits ?? "";
          const next = (now: Question) => {
            save(now);
            return stay([put(now, args.deps.prompts)]);
          };
          if (asked.asks === "number")
            return isNumber(typed) ? next({ asks: "check", number: typed }) : again();
          if (typed === keys.other) return next({ asks: "number" });
          if (typed !== keys.yes) return again();
          const by = asked.asks === "offer" ? "caller-id" : "typed";
          const taken = await take({ number: asked.number, by }, args);
          return done({ callBack: { taken } }, [
            args.deps.prompts.play(taken ? prompts.taken : prompts.failed),
          ]);
        },
      },
      giveUp: ({ deps }) => done({ callBack: { taken: false } }, [deps.prompts.play(prompts.failed)]),
    },
  });

  function isNumber(typed: string): boolean {
    return /^\d+$/.test(typed) && typed.length >= digits.min && typed.length <= digits.max;
  }
};

function firstQuestion({ legA }: Call): Question {
  const number = legA.direction === "Outbound" ? legA.to : legA.from;
  // Not everybody shows one: `anonymous` and the like.
  return /^\+[1-9]\d{6,14}$/.test(number) ? { asks: "offer", number } : { asks: "number" };
}

// Else a voice says two billion and something.
const spelled = (number: string): string => [...number.replace("+", "")].join(", ");
