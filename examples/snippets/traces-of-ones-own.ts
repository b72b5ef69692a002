// #region provider

import { BatchSpanProcessor, ConsoleSpanExporter, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { type IvrHandler, ivr } from "@switchhook/core";
import { traces } from "@switchhook/otel";
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";

const provider = new NodeTracerProvider({
  spanProcessors: [new BatchSpanProcessor(new ConsoleSpanExporter())],
});
const line = ivr()
  .use(traces({ provider }))
  .use(audioS3({ prompts: { welcome: { text: "Welcome, and goodbye." } } }))
  .use(greeting())
  .build();

export const handler: IvrHandler = async (event, context) => {
  const answer = await line(event, context);
  await provider.forceFlush();
  return answer;
};
// #endregion
