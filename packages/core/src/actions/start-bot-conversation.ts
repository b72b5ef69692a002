import * as z from "zod";
import { once } from "../once.js";
import { type ActionOf, defineAction, type ParametersOf } from "./action.js";
import { jsonBytes, legA, legEcho } from "./parameters.js";

const largestConfiguration = 10 * 1024;

const configuration = once(() =>
  z
    .strictObject({
      SessionState: z
        .strictObject({
          SessionAttributes: z.record(z.string(), z.string()).optional(),
          DialogAction: z.strictObject({ Type: z.enum(["Delegate", "ElicitIntent"]) }).optional(),
        })
        .optional(),
      /** Need `DialogAction.Type` to be `ElicitIntent`. */
      WelcomeMessages: z
        .array(z.strictObject({ Content: z.string().min(1), ContentType: z.enum(["PlainText", "SSML"]) }))
        .optional(),
    })
    .refine((given) => !given.WelcomeMessages || given.SessionState?.DialogAction?.Type === "ElicitIntent", {
      path: ["WelcomeMessages"],
      message: "need SessionState.DialogAction.Type to be ElicitIntent",
    })
    .refine((given) => jsonBytes(given) <= largestConfiguration, "must have at most 10 KB as JSON"),
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
        .regex(/^arn:[^:]+:lex:[^:]*:[^:]*:bot-alias\/[^/]+\/[^/]+$/, "must be the ARN of a bot alias"),
      /** With an underscore; default `en_US`. */
      LocaleId: z.string().min(2).optional(),
      /** At most 10 KB as JSON. */
      Configuration: configuration().optional(),
    }),
  ),
  echo: once(() =>
    z.looseObject({
      ...legEcho(),
      BotAliasArn: z.string().optional(),
      LocaleId: z.string().optional(),
      Configuration: z.looseObject({}).optional(),
    }),
  ),
  result: () => ({
    /** What Lex made of it: `SessionId`, `SessionState.Intent`, `Interpretations` (3.16). */
    IntentResult: z
      .looseObject({
        SessionId: z.string().optional(),
        SessionState: z
          .looseObject({
            SessionAttributes: z.record(z.string(), z.unknown()).optional(),
            Intent: z
              .looseObject({
                Name: z.string().optional(),
                Slots: z.record(z.string(), z.unknown()).nullish(),
                State: z.string().optional(),
                ConfirmationState: z.string().optional(),
              })
              .optional(),
          })
          .optional(),
        Interpretations: z.array(z.looseObject({})).optional(),
      })
      .optional(),
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
