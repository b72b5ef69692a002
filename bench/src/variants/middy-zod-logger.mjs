// The same with Powertools' logger: one line an invocation, which says what ours says.
import { Logger } from "@aws-lambda-powertools/logger";
import { parser } from "@aws-lambda-powertools/parser/middleware";
import middy from "@middy/core";
import { answer } from "./flow.mjs";
import { eventSchema, responseSchema } from "./schema.mjs";

const logger = new Logger({ serviceName: "bench", logLevel: "INFO" });

export const handler = middy()
  .use(parser({ schema: eventSchema }))
  .use({
    before: (request) => {
      request.internal.began = performance.now();
    },
    after: (request) => {
      request.response = responseSchema.parse(request.response);
      const { CallDetails, InvocationEventType, Sequence } = request.event;
      logger.info("invocation", {
        transaction: CallDetails.TransactionId,
        sequence: Sequence,
        event: InvocationEventType,
        stepBefore: CallDetails.TransactionAttributes?.step,
        stepAfter: request.response.TransactionAttributes?.step,
        actions: request.response.Actions.map(({ Type }) => Type),
        ms: Math.round(performance.now() - request.internal.began),
      });
    },
  })
  .handler((event) => answer(event));
