// The same with Powertools' logger: one line an invocation.
import { Logger } from "@aws-lambda-powertools/logger";
import { parser } from "@aws-lambda-powertools/parser/middleware";
import middy from "@middy/core";
import { answer } from "./flow.mjs";
import { eventSchema, responseSchema } from "./schema.mjs";

const logger = new Logger({ serviceName: "bench", logLevel: "INFO" });

export const handler = middy()
  .use(parser({ schema: eventSchema }))
  .use({
    after: (request) => {
      request.response = responseSchema.parse(request.response);
      logger.info("invocation", {
        transaction: request.event.CallDetails.TransactionId,
        event: request.event.InvocationEventType,
        actions: request.response.Actions.map(({ Type }) => Type),
      });
    },
  })
  .handler((event) => answer(event));
