import type { Bots } from "../engine/ports.js";
import { BotConversation } from "./bot-conversation.js";
import { type BotDefinitions, readBots } from "./bot-definition.js";

/**
 * Bots for StartBotConversation that do as a file says: a JSON file, or the same as an object. A bot is found by the ARN of
 * its alias, else by its id, else as `*`.
 */
export function scriptedBots(source: string | BotDefinitions): Bots {
  const bots = readBots(source);
  return {
    talk(botAliasArn, wish, host, complete) {
      const [, botId = ""] = botAliasArn.split("bot-alias/");
      const bot = bots.get(botAliasArn) ?? bots.get(botId.split("/")[0] ?? "") ?? bots.get("*");
      return bot && new BotConversation(bot, wish, host, complete);
    },
  };
}
