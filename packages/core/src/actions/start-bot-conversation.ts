import * as z from "zod/mini";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { jsonBytes, legA, legEcho } from "./parameters.js";

const largestConfiguration = 10 * 1024;

const configuration = once(() =>
  z
    .strictObject({
      SessionState: z.optional(
        z.strictObject({
          SessionAttributes: z.optional(z.record(z.string(), z.string())),
          DialogAction: z.optional(z.strictObject({ Type: z.enum(["Delegate", "ElicitIntent"]) })),
        }),
      ),
      /** Need `DialogAction.Type` to be `ElicitIntent`. */
      WelcomeMessages: z.optional(
        z.array(
          z.strictObject({
            Content: z.string().check(z.minLength(1)),
            ContentType: z.enum(["PlainText", "SSML"]),
          }),
        ),
      ),
    })
    .check(
      z.refine(
        (given) => !given.WelcomeMessages || given.SessionState?.DialogAction?.Type === "ElicitIntent",
        {
          path: ["WelcomeMessages"],
          message: "need SessionState.DialogAction.Type to be ElicitIntent",
        },
      ),
      z.refine((given) => jsonBytes(given) <= largestConfiguration, "must have at most 10 KB as JSON"),
    ),
);

export const startBotConversationDefinition = defineAction({
  type: "StartBotConversation",
  page: "start-bot-conversation",
  reports: true,
  answers: true,
  request: once(() =>
    z.strictObject({
      ...legA(),
      /** `arn:aws:lex:REGION:ACCOUNT:bot-alias/BOT/ALIAS`, in the region of the SIP media application. */
      BotAliasArn: z
        .string()
        .check(
          z.regex(/^arn:[^:]+:lex:[^:]*:[^:]*:bot-alias\/[^/]+\/[^/]+$/, "must be the ARN of a bot alias"),
        ),
      /** With an underscore; default `en_US`. */
      LocaleId: z.optional(z.string().check(z.minLength(2))),
      /** At most 10 KB as JSON. */
      Configuration: z.optional(configuration()),
    }),
  ),
  echo: once(() =>
    z.looseObject({
      ...legEcho(),
      BotAliasArn: z.optional(z.string()),
      LocaleId: z.optional(z.string()),
      Configuration: z.optional(z.looseObject({})),
    }),
  ),
  result: () => ({
    /** What Lex made of it: `SessionId`, `SessionState.Intent`, `Interpretations` (3.16). */
    IntentResult: z.optional(
      z.looseObject({
        SessionId: z.optional(z.string()),
        SessionState: z.optional(
          z.looseObject({
            SessionAttributes: z.optional(z.record(z.string(), z.unknown())),
            Intent: z.optional(
              z.looseObject({
                Name: z.optional(z.string()),
                Slots: z.nullish(z.record(z.string(), z.unknown())),
                State: z.optional(z.string()),
                ConfirmationState: z.optional(z.string()),
              }),
            ),
          }),
        ),
        Interpretations: z.optional(z.array(z.looseObject({}))),
      }),
    ),
  }),
});

export type StartBotConversationParameters = ParametersOf<typeof startBotConversationDefinition>;
export type StartBotConversation = ActionOf<typeof startBotConversationDefinition>;

/**
 * Hands leg A to an Amazon Lex bot until it has an intent; the last action of a list, not while bridged or in a meeting.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/start-bot-conversation.html
 */
export const startBotConversation = (Parameters: StartBotConversationParameters): StartBotConversation => ({
  Type: "StartBotConversation",
  Parameters,
});
