import type { Action } from "./catalog.js";
import { speak } from "./speak.js";

/** The most characters that the service says in one action (wire.md 3.4). */
const mostSpoken = 1000;

/**
 * A text in parts that can be said one after the other, each of at most 1,000 characters: cut between sentences, else
 * between words; SSML between its elements. What cannot be cut is left as it is, and refused when it is sent.
 */
export function speechParts(text: string, type: "text" | "ssml" = "text"): readonly string[] {
  if (text.length <= mostSpoken) return [text];
  return type === "ssml" ? ssmlParts(text) : packed(pieces(text, mostSpoken), mostSpoken);
}

/** An action whose text is too long as several: the last one collects, if it is one that collects. */
export function withinSpokenLimit(action: Action): readonly Action[] {
  if (action.Type === "Speak") {
    const { Text, ...how } = action.Parameters;
    if (Text === undefined || Text.length <= mostSpoken) return [action];
    return speechParts(Text, how.TextType).map((part) => speak({ ...how, Text: part }));
  }
  if (action.Type !== "SpeakAndGetDigits") return [action];
  const { SpeechParameters, FailureSpeechParameters, ...rest } = action.Parameters;
  const { Text, ...how } = SpeechParameters ?? {};
  const { Text: failure, ...failureHow } = FailureSpeechParameters ?? {};
  if (Text === undefined || failure === undefined) return [action];
  if (Text.length <= mostSpoken && failure.length <= mostSpoken) return [action];
  const parts = speechParts(Text, how.TextType);
  const [leg] = "CallId" in rest && rest.CallId !== undefined ? [{ CallId: rest.CallId }] : [{}];
  return [
    ...parts.slice(0, -1).map((part) => speak({ ...leg, ...how, Text: part })),
    {
      ...action,
      Parameters: {
        ...rest,
        SpeechParameters: { ...how, Text: parts.at(-1) ?? Text },
        // Played within the action, so nothing can come before it: its beginning has to do.
        FailureSpeechParameters: {
          ...failureHow,
          Text: speechParts(failure, failureHow.TextType)[0] ?? failure,
        },
      },
    },
  ];
}

function pieces(text: string, most: number): readonly string[] {
  const sentences = [...new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(text)];
  return sentences.flatMap(({ segment }) =>
    segment.length <= most
      ? [segment]
      : [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(segment)].flatMap((word) =>
          inRuns(word.segment, most),
        ),
  );
}

const inRuns = (word: string, most: number): readonly string[] =>
  Array.from({ length: Math.ceil(word.length / most) }, (_, index) =>
    word.slice(index * most, (index + 1) * most),
  );

function packed(all: readonly string[], most: number): readonly string[] {
  const parts: string[] = [];
  for (const piece of all) {
    const last = parts.at(-1);
    if (last !== undefined && (last + piece).trim().length <= most) parts[parts.length - 1] = last + piece;
    else parts.push(piece);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function ssmlParts(text: string): readonly string[] {
  const [, open = "", inner = ""] = /^\s*(<speak\b[^>]*>)([\s\S]*)<\/speak>\s*$/.exec(text) ?? [];
  if (open === "") return [text];
  const most = mostSpoken - open.length - "</speak>".length;
  const parts = packed(elements(inner), most);
  return parts.every((part) => part.length <= most) ? parts.map((part) => `${open}${part}</speak>`) : [text];
}

/** What stands side by side in SSML: whole elements, and the sentences between them. */
function elements(inner: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: tag, index } of inner.matchAll(/<[^>]*>/g)) {
    if (depth === 0 && index > from) {
      found.push(...pieces(inner.slice(from, index), mostSpoken));
      from = index;
    }
    if (tag.startsWith("</")) depth -= 1;
    else if (!tag.endsWith("/>")) depth += 1;
    if (depth === 0) {
      found.push(inner.slice(from, index + tag.length));
      from = index + tag.length;
    }
  }
  return from < inner.length ? [...found, ...pieces(inner.slice(from), mostSpoken)] : found;
}
