import { all, type Bounds, bounds, eitherLeg, keyList, required, wholeNumber } from "./bounds.js";

const audio = { Type: "S3", BucketName: "prompts", Key: "hello.wav" };

const source = (name: string): Bounds => ({
  accepts: [],
  refuses: [
    [`no ${name}`, { [name]: undefined }, name],
    [`${name} of another type`, { [name]: { ...audio, Type: "URL" } }, `${name}.Type`],
    [`${name} without a bucket`, { [name]: { ...audio, BucketName: "" } }, `${name}.BucketName`],
    [`${name} without a key`, { [name]: { ...audio, Key: undefined } }, `${name}.Key`],
    [`${name} with the key in small letters (7.1 #34)`, { [name]: { ...audio, key: "a.wav" } }, name],
  ],
});

bounds(
  "3.1",
  "PlayAudio",
  all(
    eitherLeg,
    source("AudioSource"),
    keyList("PlaybackTerminators"),
    wholeNumber("Repeat", 1, undefined, true),
    {
      accepts: [["Repeat 999, as production code has it", { Repeat: 999 }]],
      refuses: [["PlaybackTerminator, the singular of one page", { PlaybackTerminator: ["#"] }, ""]],
    },
  ),
);

const voice: Bounds = {
  accepts: [
    ["Engine neural", { Engine: "neural" }],
    ["TextType ssml", { TextType: "ssml", Text: "<speak>Hello</speak>" }],
    ["LanguageCode and VoiceId", { LanguageCode: "de-DE", VoiceId: "Vicki" }],
  ],
  refuses: [
    ["Engine generative", { Engine: "generative" }, "Engine"],
    ["TextType SSML", { TextType: "SSML" }, "TextType"],
    ["an empty VoiceId", { VoiceId: "" }, "VoiceId"],
    ["an empty LanguageCode", { LanguageCode: "" }, "LanguageCode"],
  ],
};

bounds(
  "3.4",
  "Speak",
  all(eitherLeg, required("Text"), voice, {
    accepts: [["a text of 1,000 characters", { Text: "a".repeat(1000) }]],
    refuses: [
      ["a text of 1,001 characters", { Text: "a".repeat(1001) }, "Text"],
      ["an empty text", { Text: "" }, "Text"],
    ],
  }),
);

bounds(
  "3.6",
  "Pause",
  all(
    eitherLeg,
    required("DurationInMilliseconds"),
    wholeNumber("DurationInMilliseconds", 100, 30_000, true),
  ),
);
