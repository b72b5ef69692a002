/** One thing that a scripted caller does. */
export type Move =
  | { readonly does: "press"; readonly keys: string }
  | { readonly does: "wait"; readonly ms: number }
  | { readonly does: "hang up" };

/** What is wrong with a script, and where. */
export class ScriptError extends Error {
  override readonly name = "ScriptError";
}

const wait = /^wait\s+(\d+(?:\.\d+)?)\s*(ms|s|m)$/i;
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

function parseMove(text: string, position: number): Move {
  if (/^hang ?up$/i.test(text)) return { does: "hang up" };
  if (/^[0-9*#]+$/.test(text)) return { does: "press", keys: text };
  const [, amount, unit] = wait.exec(text) ?? [];
  if (amount !== undefined && unit !== undefined) {
    return { does: "wait", ms: Number(amount) * msOf[unit.toLowerCase() as keyof typeof msOf] };
  }
  throw new ScriptError(
    `part ${position} of the script is "${text}"; it may be keys (0-9 * #), "wait 1s" (ms, s or m), or "hangup"`,
  );
}
