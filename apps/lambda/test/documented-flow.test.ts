import { readFileSync } from "node:fs";
import { ivr, Logger, silentLogger, value } from "@switchhook/core";
import { audioS3, greeting } from "@switchhook/plugin-audio-s3";
import { joinMeeting, MeetingDirectory, Meetings, meetingPin } from "@switchhook/plugin-meeting-pin";
import { describe, expect, it } from "vitest";

interface Documented {
  readonly Actions?: readonly { readonly Type: string; readonly Parameters: Record<string, unknown> }[];
  readonly TransactionAttributes?: Record<string, unknown>;
}

const page = (name: string): Documented & { CallDetails: Record<string, unknown> } =>
  JSON.parse(readFileSync(new URL(`../../../packages/core/fixtures/${name}.json`, import.meta.url), "utf8"));

/** The page names LEG-A by its tag in one place and by its id in another; we always name it by its id (7.1 #20). */
const byCallId = ({ Actions = [] }: Documented) =>
  Actions.map(({ Type, Parameters: { ParticipantTag, ...parameters } }) => ({
    Type,
    Parameters: {
      ...parameters,
      CallId: parameters.CallId ?? (ParticipantTag === "LEG-B" ? "call-id-2" : "call-id-1"),
    },
  }));

const wav = (key: string) => ({ text: key, wav: `${key}.wav` });

/** The flow of the page "use-cases", with its bucket, its files, its PIN and its attendee. */
const documentedFlow = () =>
  ivr()
    .use(
      audioS3({
        bucket: "chime-meetings-audio-files-bucket-name",
        prompts: {
          "welcome-to-meetings": wav("welcome-to-meetings"),
          "enter-meeting-pin": wav("enter-meeting-pin"),
          "invalid-meeting-pin": wav("invalid-meeting-pin"),
          goodbye: wav("goodbye"),
          "meeting-full": wav("meeting-full"),
          "meeting-ended": wav("meeting-ended"),
          "meeting-unavailable": wav("meeting-unavailable"),
        },
      }),
    )
    .use(greeting({ prompt: "welcome-to-meetings" }))
    .use(meetingPin({ prompts: { ask: "enter-meeting-pin", invalid: "invalid-meeting-pin" } }))
    .use(joinMeeting())
    .bind(
      value(Logger, silentLogger),
      value(MeetingDirectory, { find: (pin) => (pin === "12345" ? { id: "meeting" } : undefined) }),
      value(Meetings, {
        admit: async () => ({
          meetingId: "meeting-id",
          attendeeId: "attendee-id",
          joinToken: "meeting-attendee-join-token",
        }),
        release: async () => {},
        attendees: async () => [],
        end: async () => {},
      }),
    )
    .build();

describe("the flow of the developer guide (wire.md 5), with a fixed meeting in place of the service", () => {
  const flow = documentedFlow();
  let attributes: Record<string, unknown> | undefined;
  const answerTo = async (name: string) => {
    const event = page(`events/${name}`);
    if (attributes) event.CallDetails.TransactionAttributes = attributes;
    const answer = (await flow(event)) as Documented;
    attributes = answer.TransactionAttributes ?? attributes;
    return answer;
  };

  it("1 and 2: a call comes in, is greeted and asked for the PIN", async () => {
    const answer = await answerTo("e2e-1-new-inbound-call");
    expect(byCallId(answer)).toEqual(byCallId(page("responses/e2e-1-play-audio-and-get-digits")));
  });

  it("3 to 6: the PIN 12345 joins the meeting, today with its MeetingId", async () => {
    const answer = await answerTo("e2e-2-action-successful-get-digits");
    const [join] = byCallId(page("responses/e2e-2-join-chime-meeting-legacy"));
    expect(byCallId(answer)).toEqual([
      { ...join, Parameters: { ...join?.Parameters, MeetingId: "meeting-id" } },
    ]);
  });

  it("7 and 8: the caller is in the meeting, and nothing more is asked of the service", async () => {
    const { TransactionAttributes, ...answer } = await answerTo("e2e-3-action-successful-join-meeting");
    expect(answer).toEqual(page("responses/e2e-3-empty-actions"));
    expect(TransactionAttributes).toHaveProperty("ivr");
  });

  it("9 and 10: the caller hangs up, and no leg is left to answer for", async () => {
    const { Actions } = await answerTo("e2e-4-hangup");
    expect(Actions).toEqual([]);
  });

  it("keeps its state in one attribute of 100 to 300 characters", () => {
    expect(Object.keys(attributes ?? {})).toEqual(["ivr"]);
    const length = String(attributes?.ivr).length;
    expect(length).toBeGreaterThan(50);
    expect(length).toBeLessThanOrEqual(300);
  });
});
