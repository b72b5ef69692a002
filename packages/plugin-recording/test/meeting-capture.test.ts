import {
  ChimeSDKMediaPipelinesClient,
  GetMediaCapturePipelineCommand,
  ListMediaCapturePipelinesCommand,
} from "@aws-sdk/client-chime-sdk-media-pipelines";
import { definePlugin, ivr, joinMeeting, speak, stay } from "@switchhook/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { type MeetingCaptureOptions, meetingCapture } from "../src/index.js";
import { type TestedIvr, testedIvr } from "./a-call.js";
import { type LocalServices, startServices } from "./local-services.js";

let local: LocalServices;
beforeEach(async () => {
  local = await startServices("captures");
});
afterEach(() => local.close());

/** Joins every caller with one meeting, whose listing says this of recording and roles. */
const joins = (listing: Record<string, unknown>) =>
  definePlugin({
    name: "joins",
    adds: z.object({ meeting: z.looseObject({}), attendance: z.object({ meetingId: z.string() }) }),
    step: {
      ask: ({ call }) => {
        const { store } = local.aws.meetings;
        const meeting = store.create({
          token: "weekly",
          externalMeetingId: "weekly",
          mediaRegion: "us-east-1",
        });
        const attendee = store.admit(meeting, call.transactionId);
        const { meetingId } = meeting;
        return stay([joinMeeting({ JoinToken: attendee?.joinToken ?? "", MeetingId: meetingId })], {
          adds: { meeting: listing, attendance: { meetingId } },
        });
      },
      on: { "ACTION_SUCCESSFUL:JoinChimeMeeting": () => stay([]) },
    },
  });

const app = (
  options: Partial<MeetingCaptureOptions> = {},
  listing: Record<string, unknown> = {},
): TestedIvr =>
  testedIvr(
    ivr()
      .use(
        meetingCapture({
          destination: { bucket: "captures", prefix: "meetings" },
          client: local.client,
          retryDelayMs: () => 0,
          ...options,
        }),
      )
      .use(joins(listing)),
  );
const caller = (tested: TestedIvr) => tested.caller({ rooms: local.aws.meetings.store });
const dial = async (tested: TestedIvr) => caller(tested).dial();

const captured = async () => {
  const client = new ChimeSDKMediaPipelinesClient(local.client);
  const { MediaCapturePipelines = [] } = await client.send(new ListMediaCapturePipelinesCommand({}));
  return Promise.all(
    MediaCapturePipelines.map(async ({ MediaPipelineId }) => {
      const command = new GetMediaCapturePipelineCommand({ MediaPipelineId });
      return (await client.send(command)).MediaCapturePipeline ?? {};
    }),
  );
};
const meetingId = () => local.aws.meetings.store.all()[0]?.meetingId;

describe("a capture", () => {
  it("begins when a caller has joined, audio only, in a folder of the meeting; the caller hears of it", async () => {
    const call = await dial(app());
    const [pipeline] = await captured();
    expect(pipeline).toMatchObject({
      SourceArn: `arn:aws:chime:us-east-1:111122223333:meeting/${meetingId()}`,
      SinkArn: `arn:aws:s3:::captures/meetings/${meetingId()}`,
      ChimeSdkMeetingConfiguration: {
        ArtifactsConfiguration: {
          Audio: { MuxType: "AudioOnly" },
          Video: { State: "Disabled" },
          Content: { State: "Disabled" },
        },
      },
    });
    expect(call.heard).toEqual(["recording-started"]);
    expect(call.warnings).toEqual([]);
  });

  it("is one for fifty callers who come at once", async () => {
    const tested = app({ concatenate: true });
    const calls = Array.from({ length: 50 }, () => caller(tested));
    for (const { call } of calls) call.begin();
    // The clock of all stands still while any of them is being answered.
    do await Promise.all(calls.map((call) => call.answered()));
    while (tested.clock.step(tested.clock.now() + 60_000));
    expect(await captured()).toHaveLength(1);
    expect(new Set(calls.map(({ heard }) => heard.join()))).toEqual(new Set(["recording-started"]));
    const pipelines = tested.log.filter(({ message }) => message === "capturing");
    expect(pipelines).toHaveLength(50);
    expect(new Set(pipelines.map(({ fields }) => fields.pipeline)).size).toBe(1);
  });

  it.each([
    ["audio-and-active-speaker", "AudioWithActiveSpeakerVideo", "Disabled"],
    ["everything", "AudioOnly", "Enabled"],
  ] as const)("of %s has that too", async (artifacts, audio, pictures) => {
    await dial(app({ artifacts }));
    expect((await captured())[0]?.ChimeSdkMeetingConfiguration?.ArtifactsConfiguration).toMatchObject({
      Audio: { MuxType: audio },
      Video: { State: pictures },
      Content: { State: pictures },
    });
  });

  it("is not made where the listing says never, and goes where the listing says", async () => {
    await dial(app({}, { recording: { mode: "never" } }));
    expect(await captured()).toEqual([]);
    await dial(app({}, { recording: { mode: "always", bucket: "board", prefix: "b" } }));
    expect((await captured())[0]?.SinkArn).toBe(`arn:aws:s3:::board/b/${meetingId()}`);
  });

  it("waits for a key where the listing says on-request", async () => {
    const call = await dial(app({ keys: "*7" }, { recording: { mode: "on-request" } }));
    expect(await captured()).toEqual([]);
    await call.enter("*7");
    expect(await captured()).toHaveLength(1);
  });
});

// The local service stops a pipeline a second after it was told to.
const realStop = (then: (value: unknown) => void) => setTimeout(then, 1100);

describe("concatenation", () => {
  const joined = () =>
    local.requests.flatMap(({ path, body }) => (path === "/sdk-media-concatenation-pipelines" ? [body] : []));

  it("joins the pieces of this capture beside them, under one token", async () => {
    const tested = app({ concatenate: true });
    await dial(tested);
    await dial(tested);
    const [pipeline] = await captured();
    const [one, other] = joined();
    expect(one).toMatchObject({
      Sources: [
        {
          Type: "MediaCapturePipeline",
          MediaCapturePipelineSourceConfiguration: {
            MediaPipelineArn: pipeline?.MediaPipelineArn,
            ChimeSdkMeetingConfiguration: {
              ArtifactsConfiguration: { Audio: { State: "Enabled" }, Video: { State: "Disabled" } },
            },
          },
        },
      ],
      Sinks: [{ S3BucketSinkConfiguration: { Destination: `${pipeline?.SinkArn}/whole` } }],
    });
    expect(other).toEqual(one);
  });

  const path = "/sdk-media-concatenation-pipelines";
  const denied = () =>
    Response.json(
      { Code: "Forbidden", Message: "not allowed" },
      { status: 403, headers: { "x-amzn-errortype": "ForbiddenException" } },
    );

  it("that fails leaves the capture as it is: the caller hears of it, and can stop it", async () => {
    local.answers.set(path, denied);
    const tested = app({ concatenate: true, keys: "*7" });
    const call = await dial(tested);
    expect(call.heard).toEqual(["recording-started"]);
    expect(tested.codes()).toContain("IVR_CAPTURE_FAILED");
    await call.enter("*7");
    expect(call.heard.at(-1)).toBe("recording-stopped");
    await new Promise(realStop);
    expect((await captured())[0]?.Status).not.toBe("InProgress");
  });

  it("that does not answer leaves the capture as it is", async () => {
    local.answers.set(
      path,
      ({ signal }) =>
        new Promise((resolve) => signal.addEventListener("abort", () => resolve(Response.json({})))),
    );
    const tested = app({ concatenate: true });
    const call = caller(tested);
    call.call.begin();
    for (let waited = 0; !tested.codes().includes("IVR_CAPTURE_FAILED") && waited < 400; waited++) {
      await new Promise((resolve) => setImmediate(resolve));
      await call.elapseMeanwhile(10);
    }
    await call.untilQuiet();
    expect(call.heard).toEqual(["recording-started"]);
  });

  it("is not asked for by default", async () => {
    await dial(app());
    expect(joined()).toEqual([]);
  });
});

describe("a caller who goes from one meeting to the next", () => {
  const inTwo = async (options: Partial<MeetingCaptureOptions>) => {
    const { store } = local.aws.meetings;
    const goTo = (token: string, user: string) => {
      const meeting = store.create({ token, externalMeetingId: token, mediaRegion: "us-east-1" });
      const { meetingId } = meeting;
      return stay(
        [joinMeeting({ JoinToken: store.admit(meeting, user)?.joinToken ?? "", MeetingId: meetingId })],
        {
          adds: { attendance: { meetingId } },
        },
      );
    };
    const goes = definePlugin({
      name: "goes",
      adds: z.object({ attendance: z.object({ meetingId: z.string() }) }),
      step: {
        ask: ({ call }) => goTo("weekly", call.transactionId),
        on: {
          "ACTION_SUCCESSFUL:JoinChimeMeeting": () => stay([]),
          HANGUP: ({ call }) => goTo("board", call.transactionId),
        },
      },
    });
    const tested = testedIvr(
      ivr()
        .use(
          meetingCapture({
            destination: { bucket: "captures", prefix: "meetings" },
            client: local.client,
            retryDelayMs: () => 0,
            ...options,
          }),
        )
        .use(goes),
    );
    const call = await dial(tested);
    return {
      tested,
      call,
      async goOn() {
        store.end(store.all()[0]?.meetingId ?? "");
        await call.elapse(3000);
        return store.all()[1]?.meetingId;
      },
    };
  };

  it("has the next one captured too, and hears of it", async () => {
    const { call, goOn } = await inTwo({});
    const next = await goOn();
    const sinks = (await captured()).map(({ SinkArn }) => SinkArn);
    expect(sinks).toContain(`arn:aws:s3:::captures/meetings/${next}`);
    expect(call.heard).toEqual(["recording-started", "recording-started"]);
  });

  it("starts and stops by key the one that he is in", async () => {
    const { tested, call, goOn } = await inTwo({ start: "on-request", keys: "*7" });
    await call.enter("*7");
    const next = await goOn();
    await call.enter("*7");
    expect(call.heard).toEqual(["recording-started", "recording-started"]);
    await call.enter("*7");
    expect(call.heard.at(-1)).toBe("recording-stopped");
    expect(tested.announced.map(({ key }) => key)).toEqual([`meetings/${next}`]);
  });
});

describe("on request", () => {
  const options = { start: "on-request", keys: "*7" } as const;

  it("keys start and stop it; where it is, is announced", async () => {
    const tested = app(options);
    const call = await dial(tested);
    expect(await captured()).toEqual([]);
    await call.enter("*7");
    await call.enter("*7");
    expect(call.heard).toEqual(["recording-started", "recording-stopped"]);
    expect((await captured())[0]?.Status).toMatch(/^Stopp/);
    expect(tested.announced).toMatchObject([
      { kind: "meeting", bucket: "captures", key: `meetings/${meetingId()}`, placeFrom: "rule" },
    ]);
  });

  it("commands do the same", async () => {
    const call = await dial(app({ start: "on-request" }));
    for (const command of ["start-capture", "stop-capture"]) {
      call.call.update({ command });
      await call.untilQuiet();
    }
    expect(call.heard).toEqual(["recording-started", "recording-stopped"]);
  });

  it("participants may not, unless everybody may", async () => {
    for (const [who, heard] of [
      ["moderators", "recording-failed"],
      ["everybody", "recording-started"],
    ] as const) {
      const call = await dial(app({ ...options, who }, { role: "participant" }));
      await call.enter("*7");
      expect(call.heard).toEqual([heard]);
    }
    const moderator = await dial(app(options, { role: "moderator" }));
    await moderator.enter("*7");
    expect(moderator.heard).toEqual(["recording-started"]);
  });

  it("one who stops what another has stopped already is told the same", async () => {
    const tested = app(options);
    const [one, other] = [await dial(tested), await dial(tested)];
    await one.enter("*7");
    await other.enter("*7");
    await one.enter("*7");
    await new Promise((resolve) => realStop(resolve));
    await other.enter("*7");
    expect(other.heard).toEqual(["recording-started", "recording-stopped"]);
    expect(tested.codes()).toEqual([]);
  });

  it("without a meeting there is nothing to capture", async () => {
    const nowhere = definePlugin({
      name: "nowhere",
      step: {
        ask: () => [speak({ Text: "hello" })],
        on: { "ACTION_SUCCESSFUL:Speak": () => stay([], { waits: true }) },
      },
    });
    const capture = meetingCapture({
      destination: { bucket: "captures" },
      keys: "*7",
      client: local.client,
    });
    const tested = testedIvr(ivr().use(capture).use(nowhere));
    const call = await dial(tested);
    await call.enter("*7");
    expect(call.heard).toEqual(["hello", "recording-failed"]);
  });
});

describe("a service that", () => {
  it.each([
    ["denies", "media-pipelines", 403, "ForbiddenException"],
    ["has no more pipelines to give", "media-pipelines", 400, "ResourceLimitExceededException"],
    ["is down", "media-pipelines", 503, "ServiceUnavailableException"],
    ["throttles all the time", "media-pipelines", 429, "ThrottledClientException"],
    ["does not know the meeting any more", "GetMeeting", 404, "NotFoundException"],
  ])("%s costs no call, and is logged", async (_, operation, status, code) => {
    local.aws.meetings.faults.fail(operation, status, code);
    const tested = app();
    const call = await dial(tested);
    expect(tested.codes()).toContain("IVR_CAPTURE_FAILED");
    expect(call.call.ended).toBe(false);
    expect(call.heard).toEqual([]);
    expect(call.call.legs.filter((leg) => leg.status === "Connected")).toHaveLength(2);
  });

  it("is out of order is asked three times in a call, and not at every event", async () => {
    local.aws.meetings.faults.fail("media-pipelines", 403, "ForbiddenException");
    // Who may not start it only hears so, which is an event.
    const tested = app({ keys: "*7" }, { role: "participant" });
    const call = await dial(tested);
    for (let press = 0; press < 5; press++) await call.enter("*7");
    expect(call.heard).toHaveLength(5);
    expect(tested.codes().filter((code) => code === "IVR_CAPTURE_FAILED")).toHaveLength(3);
  });

  it("throttles for a moment is asked again", async () => {
    local.aws.meetings.faults.throttle("media-pipelines", 2);
    await dial(app());
    expect(await captured()).toHaveLength(1);
  });

  it("does not answer is given up in time, and can be asked again", async () => {
    local.aws.meetings.faults.hang("GetMeeting");
    const tested = app();
    const call = caller(tested);
    call.call.begin();
    await call.elapseMeanwhile(0);
    for (let waited = 0; !tested.codes().includes("IVR_CAPTURE_FAILED") && waited < 400; waited++) {
      await new Promise((resolve) => setImmediate(resolve));
      await call.elapseMeanwhile(10);
    }
    expect(tested.codes()).toContain("IVR_CAPTURE_FAILED");
    local.aws.meetings.faults.clear();
    expect(await captured()).toEqual([]);
    call.call.update({ command: "start-capture" });
    await call.untilQuiet();
    expect(await captured()).toHaveLength(1);
    expect(call.heard).toEqual(["recording-started"]);
  });

  it("does not get it stopped leaves it running, and the caller is told", async () => {
    const tested = app({ keys: "*7" });
    const call = await dial(tested);
    local.aws.meetings.faults.fail("media-pipelines", 403, "ForbiddenException", 1);
    await call.enter("*7");
    expect(call.heard.at(-1)).toBe("recording-failed");
    await call.enter("*7");
    expect(call.heard.at(-1)).toBe("recording-stopped");
  });
});

describe("the options of meetingCapture", () => {
  it("are refused all at once", () => {
    const make = () =>
      meetingCapture({
        destination: { bucket: "B" },
        start: "now",
        keys: "stop",
        who: "nobody",
        artifacts: "smell",
        concatenate: "yes",
        prompts: { notice: "" },
      } as never);
    for (const path of [
      "destination.bucket",
      "start",
      "keys",
      "who",
      "artifacts",
      "concatenate",
      "prompts.notice",
    ])
      expect(make).toThrow(`meeting-capture.${path}`);
  });
});
