import { describe, expect, it } from "vitest";
import { all, type Bounds, bounds, eitherLeg, issuesWith, keyList, required, wholeNumber } from "./bounds.js";

const regex: Bounds = {
  accepts: [
    ["an anchored expression", { InputDigitsRegex: "^\\d{2}#$" }],
    ["an expression that is not anchored", { InputDigitsRegex: "[1-2]" }],
  ],
  refuses: [
    ["an empty expression", { InputDigitsRegex: "" }, "InputDigitsRegex"],
    ["what is no expression", { InputDigitsRegex: "^(\\d$" }, "InputDigitsRegex"],
  ],
};

const digits = all(
  eitherLeg,
  regex,
  required("RepeatDurationInMilliseconds"),
  keyList("TerminatorDigits"),
  wholeNumber("MinNumberOfDigits", 0, 128),
  wholeNumber("MaxNumberOfDigits", 0, 128),
  wholeNumber("InBetweenDigitsDurationInMilliseconds", 1),
  wholeNumber("Repeat", 1),
  wholeNumber("RepeatDurationInMilliseconds", 1),
  {
    accepts: [
      ["Min equal to Max (7.1 #13)", { MinNumberOfDigits: 6, MaxNumberOfDigits: 6 }],
      ["Min 128, the default of Max", { MinNumberOfDigits: 128 }],
      ["Max 0, the default of Min", { MaxNumberOfDigits: 0 }],
    ],
    refuses: [["Max below Min", { MinNumberOfDigits: 6, MaxNumberOfDigits: 5 }, "MaxNumberOfDigits"]],
  },
);

const audio = { Type: "S3", BucketName: "prompts", Key: "hello.wav" };

bounds(
  "3.2",
  "PlayAudioAndGetDigits",
  all(digits, required("AudioSource", "FailureAudioSource"), {
    refuses: [
      ["AudioSource of another type", { AudioSource: { ...audio, Type: "HTTP" } }, "AudioSource.Type"],
      [
        "FailureAudioSource without a bucket",
        { FailureAudioSource: { ...audio, BucketName: "" } },
        "FailureAudioSource.BucketName",
      ],
    ],
  }),
);

const speech = (name: string): Bounds => ({
  accepts: [
    [`${name} of 1,000 characters`, { [name]: { Text: "a".repeat(1000) } }],
    [
      `${name} with a voice`,
      { [name]: { Text: "a", Engine: "neural", LanguageCode: "en-US", TextType: "text", VoiceId: "Joanna" } },
    ],
  ],
  refuses: [
    [`no ${name}`, { [name]: undefined }, name],
    [`${name} of 1,001 characters`, { [name]: { Text: "a".repeat(1001) } }, `${name}.Text`],
    [`${name} without a text`, { [name]: { VoiceId: "Joanna" } }, `${name}.Text`],
    [`${name} of another engine`, { [name]: { Text: "a", Engine: "long-form" } }, `${name}.Engine`],
  ],
});

bounds(
  "3.5",
  "SpeakAndGetDigits",
  all(digits, speech("SpeechParameters"), speech("FailureSpeechParameters")),
);

const [between, flush] = [
  "InBetweenDigitsDurationInMilliseconds",
  "FlushDigitsDurationInMilliseconds",
] as const;

bounds(
  "3.3",
  "ReceiveDigits",
  all(
    eitherLeg,
    regex,
    required("InputDigitsRegex", between, flush),
    { refuses: wholeNumber(between, 1).refuses },
    wholeNumber(flush, 1001),
    {
      accepts: [["the shortest times", { [between]: 1, [flush]: 2 }]],
      refuses: [
        ["Flush equal to InBetween (7.1 #15)", { [between]: 5000, [flush]: 5000 }, flush],
        ["a repeat count, copied onto its page from GetDigits", { Repeat: 3 }, ""],
      ],
    },
  ),
);

bounds(
  "3.7",
  "SendDigits",
  all(eitherLeg, required("Digits"), wholeNumber("ToneDurationInMilliseconds", 50, 24_000), {
    accepts: [
      ["every character", { Digits: "0123456789*#ABCD," }],
      ["50 characters", { Digits: "1".repeat(50) }],
    ],
    refuses: [
      ["51 characters", { Digits: "1".repeat(51) }, "Digits"],
      ["no characters", { Digits: "" }, "Digits"],
      ["E", { Digits: "1E" }, "Digits"],
      ["letters in small", { Digits: "1a" }, "Digits"],
      ["a line break", { Digits: "1\n" }, "Digits"],
    ],
  }),
);

describe("messages", () => {
  it("3.2 name the bound", () => {
    expect(issuesWith("PlayAudioAndGetDigits", { MaxNumberOfDigits: 129 })).toEqual([
      {
        path: "Actions[0].Parameters.MaxNumberOfDigits",
        message: "must be a whole number, 0 to 128",
        page: "play-audio-get-digits",
      },
    ]);
  });
});
