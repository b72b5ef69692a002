import { cutOff, whileWaited } from "@switchhook/aws";
import {
  again,
  type Call,
  Clock,
  definePlugin,
  done,
  end,
  type Logger,
  PromptStore,
  parseOptions,
  phoneKey,
} from "@switchhook/core";
import * as z from "zod";
import { appointmentOf, spokenTime } from "./appointment.js";
import { type Answer, type ReminderOutcome, ReminderOutcomes } from "./reminder-outcomes.js";

export interface AppointmentReminderOptions {
  /** The key of each answer; default 1 confirms, 2 asks for a call back, 3 cancels. */
  readonly keys?: Readonly<Record<Answer, string>>;
  /** How often the reminder is said before it is left as a message, 1 to 5; default 2. */
  readonly maxAttempts?: number;
}

const answers = ["confirmed", "call-back", "cancelled"] as const satisfies readonly Answer[];

const optionsSchema = z.strictObject({
  keys: z
    .record(z.enum(answers), phoneKey())
    .refine((keys) => new Set(Object.values(keys)).size === answers.length, "must be a key for each answer")
    .default({ confirmed: "1", "call-back": "2", cancelled: "3" }),
  maxAttempts: z.int().min(1).max(5).default(2),
});

const reminder = z.strictObject({ answer: z.enum([...answers, "no-key"]), told: z.boolean() });

const tellMs = 1200;

/** Says when an appointment is, takes the answer, and tells `ReminderOutcomes` what came of the call, whatever that is. */
export const appointmentReminder = (options: AppointmentReminderOptions = {}) => {
  const { keys, maxAttempts } = parseOptions("appointment-reminder", optionsSchema, options);
  const answerOf = (key: string) => answers.find((answer) => keys[answer] === key);
  return definePlugin({
    name: "appointment-reminder",
    deps: { prompts: PromptStore, outcomes: ReminderOutcomes, clock: Clock },
    prompts: ["reminder", "reminder-keys", "reminder-message", ...answers, "not-noted", "called-in"],
    adds: z.strictObject({ reminder }),
    reads: z.object({ reminder }),
    step: {
      maxAttempts,
      ask({ call, deps, log }) {
        // Whoever sees the number on a display may call it.
        if (call.legA.direction === "Inbound") return end([deps.prompts.play("called-in")]);
        const appointment = appointmentOf(call);
        if (!appointment) {
          log.error("the arguments of the call are no appointment; it is hung up", {
            given: Object.keys(call.arguments),
          });
          return end();
        }
        const said = { prompt: "reminder", values: spokenTime(appointment, call.locale) };
        return [deps.prompts.collect(said, "reminder-keys", { min: 1, max: 1, attemptMs: 5000 })];
      },
      on: {
        async "ACTION_SUCCESSFUL:PlayAudioAndGetDigits"({ event, ...args }) {
          const answer = answerOf(event.ActionData.ReceivedDigits ?? "");
          if (answer === undefined) return again();
          // Before it is promised: who hears "confirmed" must be able to rely on it.
          const told = await tell(args, { result: answer });
          return done({ reminder: { answer, told } }, [args.deps.prompts.play(told ? answer : "not-noted")]);
        },
      },
      // No key: that may be an answering machine, which the service cannot tell from a person. By now its own greeting is
      // over and it records, so all of it is said once more, without a question.
      giveUp({ call, deps }) {
        const appointment = appointmentOf(call);
        if (!appointment) return end();
        const said = { prompt: "reminder-message", values: spokenTime(appointment, call.locale) };
        return done({ reminder: { answer: "no-key" as const, told: false } }, [deps.prompts.play(said)]);
      },
    },
    feature: {
      state: z.strictObject({ answered: z.literal(true) }),
      on: {
        CALL_ANSWERED: ({ save }) => save({ answered: true }),
        // Comes once at the end of every call, also of one that nobody answered.
        async HANGUP({ event, state, ...args }) {
          const { call } = args;
          if (call.legA.direction === "Inbound" || call.results.reminder?.told) return;
          const sipCode = event.ActionData?.Parameters?.SipResponseCode ?? 0;
          await tell(args, state?.answered ? answered(call) : { result: unanswered(sipCode), sipCode });
        },
      },
    },
  });
};

type Result = Pick<ReminderOutcome, "result" | "sipCode">;

const answered = (call: Call<{ readonly reminder?: z.output<typeof reminder> }>): Result => {
  if (!appointmentOf(call)) return { result: "failed" };
  return { result: call.results.reminder?.answer ?? "hung-up" };
};

const unanswered = (sipCode: number): ReminderOutcome["result"] => {
  if (sipCode === 486 || sipCode === 600) return "busy";
  // 603 is a refusal: the phone was there, and somebody pressed it away.
  return [408, 480, 487, 603].includes(sipCode) ? "no-answer" : "unreachable";
};

interface Telling {
  readonly call: Call;
  readonly deps: { readonly outcomes: ReminderOutcomes; readonly clock: Clock };
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** Whether it could be told in time, so that the called party still hears what became of it. */
async function tell({ call, deps, log, signal }: Telling, result: Result): Promise<boolean> {
  const appointment = appointmentOf(call)?.appointment;
  const inTime = cutOff(deps.clock, tellMs, signal, "answer of the reminder outcomes");
  try {
    const outcome: ReminderOutcome = {
      transactionId: call.transactionId,
      ...(appointment !== undefined && { appointment }),
      ...result,
      at: deps.clock.now(),
    };
    await whileWaited(inTime.signal, () => deps.outcomes.tell(outcome, inTime.signal));
    log.info("reminded", { appointment, ...result });
    return true;
  } catch (error) {
    log.error("the outcome of a reminder could not be told", { appointment, ...result, error });
    return false;
  } finally {
    inTime.cancel();
  }
}
