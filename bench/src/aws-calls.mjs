import { ivr, Logger, silentLogger, value } from "@switchhook/core";
import { audioS3 } from "@switchhook/plugin-audio-s3";
import { chimeMeetings, joinMeeting, meetingPin, openDirectory } from "@switchhook/plugin-meeting-pin";
import { listen, meetingsApi } from "@switchhook/simulator";
import { digitsEntered, idOf, newInboundCall } from "./events.mjs";

/** The requests to AWS between the PIN and the join, counted by the service's side. */
export async function awsCalls() {
  const api = meetingsApi("us-east-1");
  const endpoint = await listen(api.app);
  const text = { text: "x" };
  const handler = ivr()
    .use(
      audioS3({
        prompts: {
          "enter-pin": text,
          "invalid-pin": text,
          goodbye: text,
          "meeting-full": text,
          "meeting-ended": text,
          "meeting-unavailable": text,
        },
      }),
    )
    .use(meetingPin())
    .use(joinMeeting())
    .bind(
      chimeMeetings({
        client: {
          endpoint: endpoint.url,
          region: "us-east-1",
          credentials: { accessKeyId: "local", secretAccessKey: "local" },
        },
      }),
      openDirectory(),
      value(Logger, silentLogger),
    )
    .build();
  const first = await handler(newInboundCall(idOf(1)));
  await handler(digitsEntered(idOf(1), first.TransactionAttributes));
  await endpoint.close();
  return [...api.requests.values()].reduce((sum, count) => sum + count, 0);
}
