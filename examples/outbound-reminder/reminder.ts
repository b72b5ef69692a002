import { again, definePlugin, done, end, PromptStore, token } from "@switchhook/core";
import * as z from "zod";

/** What became of a reminder: what the called party pressed, or that nobody pressed anything. */
export type Reminded = "confirmed" | "call-back" | "not-answered";

/** Hears of every reminder once, when its call is over. */
export interface ReminderOutcomes {
  tell(appointment: string, outcome: Reminded, signal: AbortSignal): Promise<void>;
}
export const ReminderOutcomes = token<ReminderOutcomes>("ReminderOutcomes");

/** The arguments that the call is placed with. */
const appointment = z.looseObject({ appointment: z.string().min(1), when: z.string().min(1) });
const answer = z.strictObject({ answer: z.enum(["confirmed", "call-back"]) });

/** Says when the appointment is, and takes 1 for "I am coming" or 2 for "call me back". */
export const reminder = () =>
  definePlugin({
    name: "reminder",
    deps: { prompts: PromptStore },
    prompts: ["reminder", "press-1-or-2", "confirmed", "call-back", "nothing-pressed", "wrong-call"],
    adds: answer,
    step: {
      maxAttempts: 3,
      ask: ({ call, deps, log }) => {
        const given = appointment.safeParse(call.arguments);
        if (!given.success) {
          log.error("the reminder was placed without an appointment", { wrong: given.error.issues.length });
          return end([deps.prompts.play("wrong-call")]);
        }
        const said = { prompt: "reminder", values: { when: given.data.when } };
        return [
          deps.prompts.collect(said, "press-1-or-2", { min: 1, max: 1, attemptMs: 5000, regex: "^[12]$" }),
        ];
      },
      on: {
        "ACTION_SUCCESSFUL:SpeakAndGetDigits": ({ event, deps }) => {
          const answered = event.ActionData.ReceivedDigits === "1" ? "confirmed" : "call-back";
          return done({ answer: answered }, [deps.prompts.play(answered)]);
        },
        // Silence, or a machine that talks to itself.
        "ACTION_FAILED:SpeakAndGetDigits": () => again(),
      },
      giveUp: ({ deps }) => [deps.prompts.play("nothing-pressed")],
    },
  });

/** Tells what became of the call: also of one that was busy, that rang on, or that was hung up in the middle. */
export const reminderOutcome = () =>
  definePlugin({
    name: "reminder-outcome",
    deps: { outcomes: ReminderOutcomes },
    reads: answer,
    feature: {
      cleanup: async ({ call, deps, signal }) => {
        const { appointment: id } = call.arguments;
        if (id !== undefined) await deps.outcomes.tell(id, call.results.answer ?? "not-answered", signal);
      },
    },
  });
