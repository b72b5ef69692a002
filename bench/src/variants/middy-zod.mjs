// middy, with events parsed and answers checked by zod.

import { parser } from "@aws-lambda-powertools/parser/middleware";
import middy from "@middy/core";
import { answer } from "./flow.mjs";
import { eventSchema, responseSchema } from "./schema.mjs";

export const handler = middy()
  .use(parser({ schema: eventSchema }))
  .use({
    after: (request) => {
      request.response = responseSchema.parse(request.response);
    },
  })
  .handler((event) => answer(event));
