import { all, bounds, eitherLeg, keyList, required, wholeNumber } from "./bounds.js";

const inBucket = (more: object) => ({
  RecordingDestination: { Type: "S3", BucketName: "recordings", ...more },
});

bounds(
  "3.8",
  "RecordAudio",
  all(
    eitherLeg,
    required("RecordingDestination", "RecordingTerminators"),
    keyList("RecordingTerminators"),
    wholeNumber("DurationInSeconds", 1, undefined, true),
    wholeNumber("SilenceDurationInSeconds", 1, 1000),
    wholeNumber("SilenceThreshold", 1, 1000),
    {
      accepts: [
        ["a prefix of 979 bytes", inBucket({ Prefix: "a".repeat(979) })],
        ["a prefix that ends with / (4.10)", inBucket({ Prefix: "voicemail/en/" })],
      ],
      refuses: [
        ["a prefix of 980 bytes", inBucket({ Prefix: "a".repeat(980) }), "RecordingDestination.Prefix"],
        ["a prefix that S3 does not take", inBucket({ Prefix: "a{b}" }), "RecordingDestination.Prefix"],
        ["no bucket", inBucket({ BucketName: "" }), "RecordingDestination.BucketName"],
        ["another destination", inBucket({ Type: "EFS" }), "RecordingDestination.Type"],
      ],
    },
  ),
);

const to = (Location: string) => ({ Destination: { Type: "S3", Location } });

bounds(
  "3.9",
  "StartCallRecording",
  all(eitherLeg, required("Track", "Destination"), {
    accepts: [
      ["Track INCOMING", { Track: "INCOMING" }],
      ["Track OUTGOING", { Track: "OUTGOING" }],
      ["a bucket and a prefix", to("rec-bucket/support/en")],
    ],
    refuses: [
      ["Track Both", { Track: "Both" }, "Track"],
      ["a location with a scheme", to("s3://rec-bucket"), "Destination.Location"],
      ["an empty location", to(""), "Destination.Location"],
      ["another destination", { Destination: { Type: "EFS", Location: "rec" } }, "Destination.Type"],
    ],
  }),
);

bounds("3.10", "StopCallRecording", all(eitherLeg));
bounds("3.10", "PauseCallRecording", all(eitherLeg));
bounds("3.10", "ResumeCallRecording", all(eitherLeg));
