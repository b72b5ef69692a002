import type { StartBotConversation } from "@switchhook/core/wire";
import type { BotTalk } from "../ports.js";
import type { Sound } from "../trace.js";
import { hear } from "./prompts.js";
import { finishSoon, notOnThisCall, type Runner, type Running } from "./runner.js";

/** Hands the caller to a bot until it has made out what he wants (3.16). */
export const runStartBotConversation: Runner<StartBotConversation> = (host, { Parameters }, leg, finish) => {
  if (leg.tag !== "LEG-A" || host.other()) return finishSoon(host, finish, notOnThisCall);
  const { BotAliasArn, LocaleId = "en_US", Configuration } = Parameters;
  host.answer(leg);
  let sound: Running | undefined;
  const timers = new Set<() => void>();
  let over = false;
  let unlisten = () => {};
  let unhear = () => {};
  const stop = () => {
    over = true;
    sound?.cancel();
    unlisten();
    unhear();
    for (const cancel of timers) cancel();
    host.tell({ kind: "bot", is: "over", bot: BotAliasArn });
  };
  const talk: BotTalk | undefined = host.bots?.talk(
    BotAliasArn,
    {
      sessionId: leg.callId,
      localeId: LocaleId,
      sessionAttributes: Configuration?.SessionState?.SessionAttributes ?? {},
      welcome: (Configuration?.WelcomeMessages ?? []).map(
        ({ Content, ContentType }): Sound => ({ text: Content, ssml: ContentType === "SSML" }),
      ),
    },
    {
      speak(text, then) {
        sound = hear(host, leg, text, 1, () => {
          sound = undefined;
          if (!over) then();
        });
      },
      after(ms, then) {
        const cancel = host.clock.after(ms, () => {
          timers.delete(cancel);
          then();
        });
        timers.add(cancel);
        return () => {
          timers.delete(cancel);
          cancel();
        };
      },
    },
    (intentResult) => {
      if (over) return;
      stop();
      finish({ ok: true, results: { IntentResult: intentResult } });
    },
  );
  unlisten = host.onKey(leg, (key) => {
    // Keys and words break into what the bot says.
    sound?.cancel();
    sound = undefined;
    talk?.key(key);
  });
  unhear = host.onWords(leg, (words) => {
    sound?.cancel();
    sound = undefined;
    talk?.say(words);
  });
  if (!talk) {
    unlisten();
    unhear();
    host.tell({
      kind: "warning",
      severity: "warning",
      text: `there is no bot for ${BotAliasArn}: give the simulator a file of bots`,
      page: "start-bot-conversation",
    });
    return finishSoon(host, finish, {
      ok: false,
      errorType: "ResourceNotFound",
      message: "The bot alias was not found.",
    });
  }
  host.tell({ kind: "bot", is: "talking", bot: BotAliasArn });
  return {
    cancel() {
      if (over) return;
      talk.stop();
      stop();
    },
  };
};
