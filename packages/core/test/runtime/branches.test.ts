import { describe, expect, it } from "vitest";
import * as z from "zod";
import { branch, definePlugin, done, ivr, line } from "../../src/index.js";
import { listOf } from "./a-call.js";
import { collect, isFallback, notice, question, say, start } from "./an-ivr.js";

const answered = "PlayAudioAndGetDigits";

const menu = definePlugin({
  name: "menu",
  step: {
    ask: () => [collect("menu")],
    lines: {
      sales: line().use(notice("sales-hours")).use(question("queue")),
      support: line().use(question("ticket")),
      nothing: line(),
    },
    on: {
      "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": ({ event }) => {
        const lines = { "1": "sales", "2": "support", "3": "nothing" } as const;
        const chosen = event.ActionData.ReceivedDigits as keyof typeof lines;
        return branch(lines[chosen], [say(`You pressed ${chosen}.`)]);
      },
    },
  },
});

const choose = async (digit: string) => {
  const begun = start(ivr().use(menu).use(question("survey")));
  await begun.call.newInboundCall();
  const answer = await begun.call.actionSuccessful(answered, { ReceivedDigits: digit });
  return { ...begun, answer };
};

describe("branch", () => {
  it("goes into the line of that name, in the same answer", async () => {
    const { answer, call } = await choose("1");
    expect(listOf(answer)).toEqual([
      "Speak You pressed 1.",
      "PlayAudio sales-hours",
      "PlayAudioAndGetDigits queue",
    ]);
    expect(call.state.s).toBe("menu/sales/queue");
  });

  it("keeps the lines apart", async () => {
    const { answer, call } = await choose("2");
    expect(listOf(answer)?.at(-1)).toBe("PlayAudioAndGetDigits ticket");
    expect(call.state.s).toBe("menu/support/ticket");
  });

  it("goes on after the step when the line is through", async () => {
    const { call } = await choose("1");
    expect(listOf(await call.actionSuccessful(answered))).toEqual(["PlayAudioAndGetDigits survey"]);
    expect(call.state.s).toBe("survey");
  });

  it("into a line without steps goes on after the step at once", async () => {
    const { answer } = await choose("3");
    expect(listOf(answer)).toEqual(["Speak You pressed 3.", "PlayAudioAndGetDigits survey"]);
  });

  it("hangs up when line and chain are both through", async () => {
    const { call } = await choose("2");
    await call.actionSuccessful(answered);
    expect(listOf(await call.actionSuccessful(answered))).toEqual(["Hangup leg-a"]);
  });

  it("to a line that the step does not have is IVR_OUTCOME_INVALID", async () => {
    const astray = definePlugin({
      name: "astray",
      step: {
        // As an author without a compiler would.
        ask: () => branch("nowhere") as never,
        lines: { sales: line().use(question("queue")) },
      },
    });
    const { call, log } = start(ivr().use(astray));
    expect(isFallback(await call.newInboundCall())).toBe(true);
    expect(log.codes).toEqual(["IVR_OUTCOME_INVALID"]);
    expect(log.entries[0]?.message).toContain('astray branched to "nowhere"; its lines are sales');
  });

  it("works at any depth, with the same name in two places", async () => {
    const inner = definePlugin({
      name: "menu",
      step: { ask: () => branch("again"), lines: { again: line().use(question("queue")) } },
    });
    const outer = definePlugin({
      name: "menu",
      step: { ask: () => branch("first"), lines: { first: line().use(inner).use(question("queue")) } },
    });
    const { call } = start(ivr().use(outer).use(question("queue")));
    await call.newInboundCall();
    const path = [call.state.s];
    await call.actionSuccessful(answered);
    path.push(call.state.s);
    await call.actionSuccessful(answered);
    path.push(call.state.s);
    expect(path).toEqual(["menu/first/menu/again/queue", "menu/first/queue", "queue"]);
  });

  it("takes along what was added before, and brings back what the line adds", async () => {
    const caller = definePlugin({
      name: "caller",
      adds: z.object({ name: z.string() }),
      step: { ask: () => done({ name: "Ann" }) },
    });
    const ticket = definePlugin({
      name: "ticket",
      needs: z.object({ name: z.string() }),
      adds: z.object({ ticket: z.string() }),
      step: { ask: ({ call }) => done({ ticket: `of ${call.results.name}` }) },
    });
    const choice = definePlugin({
      name: "choice",
      step: { ask: () => branch("support"), lines: { support: line().use(ticket) } },
    });
    const reads = definePlugin({
      name: "reads",
      reads: z.object({ ticket: z.string() }),
      step: { ask: ({ call }) => [say(call.results.ticket ?? "no ticket")] },
    });
    const { call } = start(ivr().use(caller).use(choice).use(reads));
    expect(listOf(await call.newInboundCall())).toEqual(["Speak of Ann"]);
  });
});
