import { readCallState } from "@switchhook/core/harness";
import type { LegTag, Sound, TraceEntry } from "@switchhook/simulator";

/** A sound that somebody has heard, with the names of the prompts that the IVR played it by. */
export interface Heard {
  readonly sound: Sound;
  readonly prompts: readonly string[];
  /** Its place in the trace. */
  readonly at: number;
}

interface SentAction {
  readonly Parameters: Readonly<Record<string, unknown>>;
}
interface SentResponse {
  readonly Actions?: unknown;
  readonly TransactionAttributes?: unknown;
}
type Named = readonly [sound: string, prompts: readonly string[]];

/** All that was heard on a leg, in order. */
export function heardOn(trace: readonly TraceEntry[], leg: LegTag): readonly Heard[] {
  const names = new Map<string, readonly string[]>();
  return trace.flatMap((entry, at) => {
    if (entry.kind === "answer") {
      for (const [sound, prompts] of namesIn(entry.response)) names.set(sound, prompts);
    }
    if (entry.kind !== "hears" || entry.leg !== leg) return [];
    return [{ sound: entry.sound, prompts: names.get(keyOf(entry.sound)) ?? [], at }];
  });
}

/** Whether it is what a test names: a prompt, a file with or without its ending, or a part of the text. */
export function isSaid({ sound, prompts }: Heard, expected: string | RegExp): boolean {
  const text = "text" in sound ? sound.text : sound.key;
  if (expected instanceof RegExp) return expected.test(text);
  if (prompts.includes(expected)) return true;
  return "text" in sound
    ? sound.text.includes(expected)
    : [sound.key, sound.key.replace(/\.wav$/i, "")].some(
        (key) => key === expected || key.endsWith(`/${expected}`),
      );
}

/** In the words of a failure. */
export const nameOf = ({ sound, prompts }: Heard): string =>
  prompts[0] ?? ("text" in sound ? `"${sound.text}"` : sound.key);

// What was heard is asked for again and again, and an answer does not change.
const known = new WeakMap<object, readonly Named[]>();

function namesIn(response: SentResponse): readonly Named[] {
  const named = known.get(response) ?? readNames(response);
  known.set(response, named);
  return named;
}

/** The prompts of an answer by what is heard of them; of a handler that keeps no state of ours there are none. */
function readNames(response: SentResponse): readonly Named[] {
  const actions = (response.Actions ?? []) as readonly SentAction[];
  const kept = readCallState(response.TransactionAttributes as Readonly<Record<string, unknown>> | undefined);
  return actions.flatMap(({ Parameters }, index): Named[] => {
    const [first, second] = kept?.outstanding[index]?.prompts ?? [];
    return [
      [soundIn(Parameters.AudioSource ?? Parameters.SpeechParameters ?? Parameters), listOf(first)],
      [soundIn(Parameters.FailureAudioSource ?? Parameters.FailureSpeechParameters), listOf(second)],
    ];
  });
}

const listOf = (name: string | undefined): readonly string[] => (name === undefined ? [] : [name]);

const soundIn = (source: unknown): string => {
  const { BucketName, Key, Text } = (source ?? {}) as Readonly<Record<string, unknown>>;
  return Text === undefined ? `${BucketName} ${Key}` : String(Text);
};

const keyOf = (sound: Sound): string => ("text" in sound ? sound.text : `${sound.bucket} ${sound.key}`);
