import { emitKeypressEvents } from "node:readline";
import type { ReadStream } from "node:tty";
import { realClock } from "../clock.js";
import type { MeetingRooms, SmaHandler } from "../engine/ports.js";
import { documentedRules } from "../engine/rules.js";
import { ScriptedExchange } from "../engine/scripted-exchange.js";
import { SmaCall } from "../engine/sma-call.js";
import { type AudioLibrary, VirtualMedia } from "../media/virtual-media.js";
import type { SimulatedCallOptions } from "../simulated-call.js";
import { type Move, parseMove } from "./script.js";
import type { PhoneResult } from "./scripted-phone.js";
import { callTime, type DescribePrompt, describeEntry } from "./transcript.js";

export interface LivePhoneOptions extends Pick<SimulatedCallOptions, "setup" | "rules" | "bots" | "parties"> {
  readonly handler: SmaHandler;
  readonly audio: AudioLibrary;
  readonly rooms: MeetingRooms;
  readonly describePrompt: DescribePrompt;
  readonly input: ReadStream | NodeJS.ReadableStream;
  readonly print: (line: string) => void;
}

/** A phone in the terminal, in real time: keys are typed as on a phone, Ctrl-C hangs up. */
export function runLivePhone(options: LivePhoneOptions): Promise<PhoneResult> {
  const { handler, audio, rooms, describePrompt, input, print } = options;
  const problems: string[] = [];
  const began = Date.now();
  const say = (line: string) => print(`${callTime(Date.now() - began)}  ${line}`);
  return new Promise((resolve) => {
    const call = new SmaCall(
      {
        handler,
        clock: realClock,
        media: new VirtualMedia(realClock, audio),
        rooms,
        exchange: new ScriptedExchange(realClock, options.parties ?? (() => ({ answersAfterMs: 2000 }))),
        ...(options.bots && { bots: options.bots }),
        rules: { ...documentedRules, ...options.rules },
        region: "us-east-1",
        sipRuleId: "cce5c298-4e61-4f6b-bf87-39cacfb5a15f",
        sipMediaApplicationId: "9324457f-ad47-407d-bf45-5d409e714808",
        onTrace: (entry) => {
          const line = describeEntry(entry, describePrompt);
          if (line !== undefined) say(line);
          if (entry.kind === "warning" && entry.severity === "error") problems.push(entry.text);
          // The HANGUP is still to be answered: cleaning up belongs to the call.
          if (entry.kind === "call ended") void afterLastAnswer(call).then(finish);
        },
      },
      { from: "+12065550102", to: "+12065550101", ...options.setup },
    );
    const command = (text: string) => {
      try {
        carryOut(parseMove(text, 1), call, say);
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
      }
    };
    const stopKeys = readKeys(input, {
      command,
      key: (key) => {
        say(`☎  ${key}`);
        call.press(key);
      },
      hangUp: () => {
        say("☎  hangs up");
        call.hangUp();
      },
    });
    const finish = () => {
      stopKeys();
      resolve({ endedWell: problems.length === 0, problems });
    };
    call.begin();
  });
}

async function afterLastAnswer(call: SmaCall): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (call.busy);
}

/** What may be typed after a colon: an update from outside, words for a bot. */
function carryOut(move: Move, call: SmaCall, say: (text: string) => void): void {
  if (move.does === "update") call.update(move.args);
  else if (move.does === "say") call.say(move.words);
  else if (move.does === "hang up") call.hangUp();
  else say('after ":" there may be "update name=value", "say words" or "hangup"');
}

interface Keys {
  key(key: string): void;
  /** A line that was begun with a colon. */
  command(text: string): void;
  hangUp(): void;
}

/** Raw keys of a terminal; lines, or the end, of anything else. */
function readKeys(input: LivePhoneOptions["input"], { key, command, hangUp }: Keys): () => void {
  const isTerminal = "setRawMode" in input && input.isTTY;
  let line: string | undefined;
  const onKey = (text: string | undefined, pressed: { ctrl?: boolean; name?: string }): void => {
    if (pressed.ctrl && (pressed.name === "c" || pressed.name === "d")) hangUp();
    else if (line !== undefined && pressed.name === "return") {
      command(line.trim());
      line = undefined;
    } else if (line !== undefined)
      line = pressed.name === "backspace" ? line.slice(0, -1) : line + (text ?? "");
    else if (text === ":") line = "";
    else if (text !== undefined && /^[0-9*#]$/.test(text)) key(text);
  };
  const onData = (data: Buffer | string): void => {
    for (const text of String(data)) if (/^[0-9*#]$/.test(text)) key(text);
  };
  if (isTerminal) {
    emitKeypressEvents(input);
    input.setRawMode(true);
    input.on("keypress", onKey);
  } else {
    input.on("data", onData);
    input.on("end", hangUp);
  }
  process.once("SIGINT", hangUp);
  input.resume();
  return () => {
    input.off("keypress", onKey);
    input.off("data", onData);
    input.off("end", hangUp);
    process.off("SIGINT", hangUp);
    if (isTerminal) input.setRawMode(false);
    input.pause();
  };
}
