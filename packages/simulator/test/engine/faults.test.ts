import { describe, expect, it } from "vitest";
import { bridge, callTo, collect, hangup, join, play, record, told } from "./handlers.js";

/** The error names of wire.md 3.18, each with an action that can have it. */
const documented = [
  ["InvalidAudioSource", play("x")],
  ["InvalidActionParameter", play("x")],
  ["MissingRequiredActionParameter", { Type: "Speak", Parameters: { Text: "Hello" } }],
  ["SystemException", play("x")],
  ["CallNotAnswered", bridge("+12065550191")],
  ["InvalidDigitsReceived", collect()],
  ["AccessDenied", { Type: "Speak", Parameters: { Text: "Hello" } }],
  ["ActionExecutionThrottled", { Type: "VoiceFocus", Parameters: { Enable: true } }],
  [
    "ResourceNotFound",
    {
      Type: "StartBotConversation",
      Parameters: { BotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/B/A" },
    },
  ],
  [
    "ResourceAccessDenied",
    {
      Type: "StartBotConversation",
      Parameters: { BotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/B/A" },
    },
  ],
] as const;

describe("faults on demand (3.18)", () => {
  it.each(documented)("%s: the action fails with it, once", async (errorType, action) => {
    let left = 1;
    const call = callTo(
      (_, index) => (index === 0 ? [action as never, play("never")] : [play("after"), hangup()]),
      {
        faults: {
          take: ({ Type: type }) =>
            type === action.Type && left-- > 0 ? { errorType, message: "on demand" } : undefined,
        },
      },
    );
    await (await call.dial()).untilEnded();
    expect(call.events[1]).toMatchObject({
      InvocationEventType: "ACTION_FAILED",
      ActionData: { Type: action.Type, ErrorType: errorType, ErrorMessage: "on demand" },
    });
    expect(call.heard).not.toContain("never");
  });

  it.each([
    ["ErrorJoiningMeeting", join("t", "m")],
    [
      "NoAccessToDestination",
      {
        Type: "StartCallRecording",
        Parameters: { Track: "BOTH", Destination: { Type: "S3", Location: "bucket" } },
      },
    ],
  ])("%s comes as one text, as documented (7.1 #10)", async (errorType, action) => {
    const call = await callTo((_, index) => (index === 0 ? [play("x"), action as never] : [hangup()]), {
      faults: {
        take: ({ Type: type }) => (type === action.Type ? { errorType, message: "on demand" } : undefined),
      },
    }).dial();
    expect(call.events[1]).toMatchObject({ ActionData: { Error: `${errorType}: on demand` } });
  });
});

describe("recordings (3.8, 3.9)", () => {
  it("end with silence, after what was said", async () => {
    const call = callTo((_, index) => (index === 0 ? [record({ SilenceDurationInSeconds: 2 })] : [hangup()]));
    call.call.begin();
    await call.answered();
    call.media.say(call.call.caller.callId, 5000);
    await call.untilEnded();
    expect(call.media.recordings[0]).toMatchObject({ bucket: "rec", ms: 7000 });
    expect(call.events[1]).not.toHaveProperty("ActionData.RecordingTerminatorUsed");
  });

  it("into a bucket that may not be written fail, as documented for each action", async () => {
    const audio = {
      durationOf: () => 500,
      whyNotWritable: (bucket: string) => `there is no bucket ${bucket}`,
    };
    const message = await callTo(
      (_, index) => (index === 0 ? [record({ DurationInSeconds: 5 })] : [hangup()]),
      {
        audio,
      },
    ).dial();
    expect(message.events[1]).toMatchObject({
      ActionData: { ErrorMessage: "An error occurred while uploading the recording to the S3 bucket." },
    });
    expect(message.warnings).toContain("there is no bucket rec");
    const start = {
      Type: "StartCallRecording",
      Parameters: { Track: "BOTH", Destination: { Type: "S3", Location: "bucket/x" } },
    };
    const call = await callTo((_, index) => (index === 0 ? [play("x"), start as never] : [hangup()]), {
      audio,
    }).dial();
    expect(call.events[1]).toMatchObject({
      ActionData: { Error: "NoAccessToDestination: Error while accessing destination" },
    });
  });

  it("of a caller who hangs up are kept, and named in full", async () => {
    const call = callTo((_, index) => (index === 0 ? [record({ DurationInSeconds: 60 })] : undefined));
    call.call.begin();
    await call.elapse(3000);
    await call.hangUp();
    expect(told(call)).toEqual(["NEW_INBOUND_CALL", "ACTION_SUCCESSFUL:RecordAudio", "HANGUP:Hangup"]);
    const [file] = call.media.recordings;
    expect(call.events[1]).toMatchObject({ ActionData: { RecordingDestination: { Key: file?.key } } });
    expect(file?.ms).toBe(3000);
  });
});
