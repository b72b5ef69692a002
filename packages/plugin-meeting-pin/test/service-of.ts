import {
  type Binding,
  definePlugin,
  end,
  ivr,
  Logger,
  silentLogger,
  speak,
  type Token,
  value,
} from "@switchhook/core";

/** The service that a plugin of a running IVR receives for a token. */
export async function serviceOf<T>(token: Token<T>, ...bindings: Binding[]): Promise<T> {
  let found: { readonly service: T } | undefined;
  const looks = definePlugin({
    name: "looks",
    deps: { service: token },
    step: {
      ask: ({ deps }) => {
        found = { service: deps.service as T };
        return end([speak({ Text: "Bye." })]);
      },
    },
  });
  const handler = ivr()
    .use(looks)
    .bind(value(Logger, silentLogger), ...bindings)
    .build();
  await handler({
    SchemaVersion: "1.0",
    Sequence: 1,
    InvocationEventType: "NEW_INBOUND_CALL",
    CallDetails: {
      TransactionId: "t",
      AwsAccountId: "111122223333",
      AwsRegion: "eu-central-1",
      Participants: [
        {
          CallId: "a",
          ParticipantTag: "LEG-A",
          To: "+12065550101",
          From: "+12065550102",
          Direction: "Inbound",
        },
      ],
    },
  });
  if (!found) throw new Error("the plugin was not asked");
  return found.service;
}
