import { nameOfSaid, PromptStore, speak, speakAndCollectDigits, value, withPrompts } from "@switchhook/core";

/** Prompts that say that they are said, so that names and texts are not the same. */
export const spokenPrompts = value(PromptStore, {
  play: (said) => withPrompts(speak({ Text: `This is ${nameOfSaid(said)}.` }), [nameOfSaid(said)]),
  collect: (said, invalid, { min = 0, max = 128, attemptMs, terminators = ["#"], tries = 1 }) =>
    withPrompts(
      speakAndCollectDigits({
        SpeechParameters: { Text: `This is ${nameOfSaid(said)}.` },
        FailureSpeechParameters: { Text: `This is ${nameOfSaid(invalid)}.` },
        MinNumberOfDigits: min,
        MaxNumberOfDigits: max,
        TerminatorDigits: [...terminators],
        Repeat: tries,
        RepeatDurationInMilliseconds: attemptMs,
      }),
      [nameOfSaid(said), nameOfSaid(invalid)],
    ),
});
