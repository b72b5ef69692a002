// ask-sdk-core's way: handlers that are asked one after the other whether they can.
import ask from "ask-sdk-core";
import { answer } from "./flow.mjs";

const on = (type) => ({
  canHandle: ({ requestEnvelope }) => requestEnvelope.request.type === type,
  handle: ({ requestEnvelope }) => answer(requestEnvelope.event),
});

const skill = ask.SkillBuilders.custom()
  .addRequestHandlers(on("NEW_INBOUND_CALL"), on("ACTION_SUCCESSFUL"), on("ACTION_FAILED"), on("HANGUP"))
  .create();

export const handler = async (event) => {
  const { response } = await skill.invoke({
    version: "1.0",
    context: { System: { application: { applicationId: "bench" } } },
    request: { type: event.InvocationEventType, requestId: "r", timestamp: "2026-01-01T00:00:00Z" },
    event,
  });
  return response;
};
