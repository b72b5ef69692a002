import {
  type Binding,
  CurrentCall,
  type IvrHandler,
  type LogFields,
  Logger,
  PromptStore,
  perCall,
  type Said,
  speak,
  speakAndCollectDigits,
  value,
} from "@switchhook/core";
import { type SimulatedCall, simulateCall } from "@switchhook/simulator";

const text = (said: Said): string => {
  if (typeof said === "string") return said;
  return "text" in said ? said.text : `${said.prompt} ${Object.values(said.values).join(" ")}`;
};

/** Says the names of prompts and what they are filled with. */
const spokenNames = perCall(PromptStore, {
  deps: { call: CurrentCall },
  make: (): PromptStore => ({
    play: (said) => speak({ Text: text(said) }),
    collect: (said, invalid, { min = 0, max = 128, attemptMs, terminators = ["#"], tries = 1 }) =>
      speakAndCollectDigits({
        SpeechParameters: { Text: text(said) },
        FailureSpeechParameters: { Text: text(invalid) },
        MinNumberOfDigits: min,
        MaxNumberOfDigits: max,
        TerminatorDigits: [...terminators],
        Repeat: tries,
        RepeatDurationInMilliseconds: attemptMs,
      }),
  }),
});

export interface Running {
  readonly log: { readonly message: string; readonly fields: LogFields }[];
  dial(): Promise<SimulatedCall>;
}

/** Takes calls on virtual time, with prompts that are their names. */
export function start(flow: { bind(...bindings: Binding[]): { build(): IvrHandler } }): Running {
  const log: { message: string; fields: LogFields }[] = [];
  const write = (message: string, fields: LogFields = {}) => void log.push({ message, fields });
  const handler = flow
    .bind(spokenNames, value(Logger, { debug: write, info: write, warn: write, error: write }))
    .build();
  return { log, dial: () => simulateCall({ handler }).dial() };
}
