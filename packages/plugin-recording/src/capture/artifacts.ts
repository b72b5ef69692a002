import type {
  ArtifactsConcatenationConfiguration,
  ArtifactsConfiguration,
} from "@aws-sdk/client-chime-sdk-media-pipelines";
import type { CaptureSettings } from "./options.js";

/** What is captured of a meeting. */
export function capturedArtifacts(wanted: CaptureSettings["artifacts"]): ArtifactsConfiguration {
  const everything = wanted === "everything";
  return {
    Audio: { MuxType: wanted === "audio-and-active-speaker" ? "AudioWithActiveSpeakerVideo" : "AudioOnly" },
    Video: everything ? { State: "Enabled", MuxType: "VideoOnly" } : { State: "Disabled" },
    Content: everything ? { State: "Enabled", MuxType: "ContentOnly" } : { State: "Disabled" },
  };
}

/** What is joined of it. */
export function joinedArtifacts(wanted: CaptureSettings["artifacts"]): ArtifactsConcatenationConfiguration {
  const pictures = { State: wanted === "everything" ? "Enabled" : "Disabled" } as const;
  const off = { State: "Disabled" } as const;
  return {
    Audio: { State: "Enabled" },
    Video: pictures,
    Content: pictures,
    DataChannel: off,
    TranscriptionMessages: off,
    MeetingEvents: off,
    CompositedVideo: off,
  };
}
