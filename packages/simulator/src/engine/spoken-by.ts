import type { Action } from "@switchhook/core/wire";
import { soundOfText } from "./actions/prompts.js";
import type { Sound } from "./trace.js";

/** What an action will have spoken, so that it can be made ready while other actions run. */
export function spokenBy(action: Action): readonly Sound[] {
  switch (action.Type) {
    case "Speak":
      return [soundOfText(action.Parameters)];
    case "SpeakAndGetDigits": {
      const { SpeechParameters, FailureSpeechParameters } = action.Parameters;
      return [SpeechParameters, FailureSpeechParameters].flatMap((speech) =>
        speech ? [soundOfText(speech)] : [],
      );
    }
    default:
      return [];
  }
}
