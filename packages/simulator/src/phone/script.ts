/** One thing that a scripted caller does. */
export type Move =
  | { readonly does: "press"; readonly keys: string }
  | { readonly does: "wait"; readonly ms: number }
  /** Makes a sound for so long, for a recording; or says words, to a bot. */
  | { readonly does: "speak"; readonly ms: number }
  | { readonly does: "say"; readonly words: string }
  /** UpdateSipMediaApplicationCall, from outside. */
  | { readonly does: "update"; readonly args: Readonly<Record<string, string>> }
  /** The other party of a bridged call does something. */
  | { readonly does: "other hangs up" }
  | { readonly does: "hang up" };

/** What is wrong with a script, and where. */
export class ScriptError extends Error {
  override readonly name = "ScriptError";
}

const lasting = /^(wait|speak)\s+(\d+(?:\.\d+)?)\s*(ms|s|m)$/i;
const saying = /^say\s+"?([^"]+)"?$/i;
const updating = /^update((?:\s+[\w.-]+=\S*)+)$/i;
const msOf = { ms: 1, s: 1000, m: 60_000 } as const;

/** Reads a script such as `12345#, wait 1s, *6, hangup`. */
export function parseScript(script: string): Move[] {
  const moves = script.split(",").map((part, index) => parseMove(part.trim(), index + 1));
  const end = moves.findIndex(({ does }) => does === "hang up");
  if (end >= 0 && end < moves.length - 1) {
    throw new ScriptError(
      `part ${end + 2} of the script comes after "hangup", where there is no call any more`,
    );
  }
  return moves;
}

/** Reads one part of a script; `position` counts from 1. */
export function parseMove(text: string, position: number): Move {
  if (/^hang ?up$/i.test(text)) return { does: "hang up" };
  if (/^other hangs ?up$/i.test(text)) return { does: "other hangs up" };
  if (/^[0-9*#]+$/.test(text)) return { does: "press", keys: text };
  const [, does, amount, unit] = lasting.exec(text) ?? [];
  if (does !== undefined && unit !== undefined) {
    const ms = Number(amount) * msOf[unit.toLowerCase() as keyof typeof msOf];
    return does.toLowerCase() === "wait" ? { does: "wait", ms } : { does: "speak", ms };
  }
  const [, words] = saying.exec(text) ?? [];
  if (words !== undefined) return { does: "say", words };
  const [, pairs] = updating.exec(text) ?? [];
  if (pairs !== undefined) {
    const args = pairs
      .trim()
      .split(/\s+/)
      .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]);
    return { does: "update", args: Object.fromEntries(args) };
  }
  throw new ScriptError(
    `part ${position} of the script is "${text}"; it may be keys (0-9 * #), "wait 1s" or "speak 2s" (ms, s or m), ` +
      `"say words", "update name=value", "other hangs up", or "hangup"`,
  );
}
