import { type SimulatedCall, type SimulatedCallOptions, simulateCall } from "../simulated-call.js";
import type { Move } from "./script.js";
import { callTime, type DescribePrompt, describeEntry } from "./transcript.js";

export interface PhoneResult {
  /** Whether the call went as it should: nothing dropped, silent or left alone, and every key was typed. */
  readonly endedWell: boolean;
  /** Why not, one sentence each. */
  readonly problems: readonly string[];
}

export interface ScriptedPhoneOptions extends Omit<SimulatedCallOptions, "onTrace"> {
  readonly moves: readonly Move[];
  readonly print: (line: string) => void;
  readonly describePrompt: DescribePrompt;
}

/** Makes a call without anybody at the phone: on virtual time, each key when the IVR has finished speaking. */
export async function runScript(options: ScriptedPhoneOptions): Promise<PhoneResult> {
  const { moves, print, describePrompt } = options;
  const problems: string[] = [];
  let began: number | undefined;
  const call = simulateCall({
    ...options,
    onTrace: (entry) => {
      began ??= entry.at;
      const line = describeEntry(entry, describePrompt);
      if (line !== undefined) print(`${callTime(entry.at - began)}  ${line}`);
      if (entry.kind === "warning" && entry.severity === "error") problems.push(entry.text);
    },
  });
  await call.dial();
  for (const [index, move] of moves.entries()) {
    if (call.call.ended) {
      problems.push(`the call had ended before part ${index + 1} of the script`);
      break;
    }
    await carryOut(call, move, (text) => print(`${callTime(call.clock.now() - (began ?? 0))}  ${text}`));
  }
  if (!call.call.ended) await call.hangUp();
  return { endedWell: problems.length === 0, problems };
}

async function carryOut(call: SimulatedCall, move: Move, say: (text: string) => void): Promise<void> {
  switch (move.does) {
    case "press":
      say(`☎  ${[...move.keys].join(" ")}`);
      await call.enter(move.keys);
      return;
    case "wait":
      await call.elapse(move.ms);
      return;
    case "speak":
      say(`☎  speaks for ${move.ms / 1000} s`);
      call.media.say(call.call.caller.callId, move.ms);
      await call.elapse(move.ms);
      return;
    case "say":
      say(`☎  "${move.words}"`);
      call.call.say(move.words);
      await call.untilQuiet();
      return;
    case "update":
      say(`→  update ${JSON.stringify(move.args)}`);
      call.call.update(move.args);
      await call.untilQuiet();
      return;
    case "other hangs up":
      call.parties.at(-1)?.end();
      await call.untilQuiet();
      return;
    case "hang up":
      say("☎  hangs up");
      await call.hangUp();
  }
}
