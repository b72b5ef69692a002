/** A handler without Switchhook: it says something, and hangs up. */
export const handler = async (event: { InvocationEventType: string }): Promise<unknown> => ({
  SchemaVersion: "1.0",
  Actions:
    event.InvocationEventType === "NEW_INBOUND_CALL"
      ? [
          { Type: "Speak", Parameters: { Text: "We are on holiday." } },
          { Type: "Hangup", Parameters: { SipResponseCode: "0" } },
        ]
      : [],
});
