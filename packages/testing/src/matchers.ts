import { expect } from "vitest";
import { Caller } from "./caller.js";
import { isSaid, nameOf } from "./heard.js";

interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The result of an expectation: what was expected, what was instead, and the call with the place. */
function result(
  call: Caller,
  pass: boolean,
  { expected, instead, at }: { expected: string; instead: string; at?: number | undefined },
): Result {
  return {
    pass,
    message: () =>
      `expected the caller ${pass ? "not " : ""}${expected}; ${instead}\n\n${call.transcript({ mark: at ?? call.trace.length })}`,
  };
}

function callOf(received: unknown): Caller {
  if (received instanceof Caller) return received;
  throw new TypeError("this expectation is about a caller, as `await simulation.dial()` answers one");
}

const quoted = (said: readonly (string | RegExp)[]): string => said.map(String).join(", then ");

export const matchers = {
  /** The caller has heard this, and then that; other things may lie between. */
  toHear(received: unknown, ...said: readonly (string | RegExp)[]): Result {
    const call = callOf(received);
    let next = 0;
    let at: number | undefined;
    for (const heard of call.heard) {
      const expected = said[next];
      if (expected !== undefined && isSaid(heard, expected)) {
        next += 1;
        at = heard.at;
      }
    }
    return result(call, next === said.length, {
      expected: `to hear ${quoted(said)}`,
      instead:
        next === 0
          ? `heard ${call.heard.map(nameOf).join(", ") || "nothing"}`
          : `heard ${next} of ${said.length}`,
      at,
    });
  },

  /** Digits are being collected now, after this prompt. */
  toBeAskedFor(received: unknown, prompt: string | RegExp): Result {
    const call = callOf(received);
    const last = call.heard.at(-1);
    const asked = call.trace.findLastIndex(({ kind }) => kind === "collects");
    const over = call.trace.findLastIndex(
      (entry) => entry.kind === "event" && /^ACTION_|^HANGUP/.test(entry.event.InvocationEventType),
    );
    const asks = asked > over && last !== undefined;
    return result(call, asks && isSaid(last, prompt), {
      expected: `to be asked for ${prompt}`,
      instead: asks ? `is asked for ${nameOf(last)}` : "nothing is collected",
    });
  },

  /** The caller is, or was, in a meeting; in that of this `ExternalMeetingId`. */
  toJoinMeeting(received: unknown, meeting?: string): Result {
    const call = callOf(received);
    const joined = call.trace.findLastIndex(({ kind }) => kind === "joined");
    const entry = call.trace[joined];
    const id = entry?.kind === "joined" ? call.meetingOf(entry.meetingId) : undefined;
    return result(call, joined >= 0 && (meeting === undefined || id === meeting), {
      expected: `to join ${meeting === undefined ? "a meeting" : `the meeting ${meeting}`}`,
      instead: joined < 0 ? "joined none" : `joined ${id}`,
      at: joined < 0 ? undefined : joined,
    });
  },

  /** The call is being recorded now, or was when it ended. */
  toBeRecorded(received: unknown): Result {
    const call = callOf(received);
    const at = call.trace.findLastIndex(({ kind }) => kind === "records");
    const entry = call.trace[at];
    const is = entry?.kind === "records" ? entry.is : undefined;
    return result(call, is === "running" || (is === "over" && call.ended), {
      expected: "to be recorded",
      instead: is === undefined ? "no recording was started" : `the recording is ${is}`,
      at: at < 0 ? undefined : at,
    });
  },

  /** The caller is muted in the meeting. */
  toBeMuted(received: unknown): Result {
    const call = callOf(received);
    return result(call, call.muted, {
      expected: "to be muted",
      instead: call.muted ? "is muted" : "can be heard",
    });
  },

  /** The call has ended; why, if it matters. */
  toEnd(received: unknown, why?: string | RegExp): Result {
    const call = callOf(received);
    const at = call.trace.findLastIndex(({ kind }) => kind === "call ended");
    const entry = call.trace[at];
    const reason = entry?.kind === "call ended" ? entry.why : undefined;
    const fits = why === undefined || (reason !== undefined && new RegExp(why).test(reason));
    return result(call, reason !== undefined && fits, {
      expected: `to be hung up${why === undefined ? "" : `: ${why}`}`,
      instead: reason === undefined ? "the call is up" : `ended: ${reason}`,
    });
  },

  /** The call so far, without what differs from run to run, is the snapshot beside the test. */
  toMatchTranscript(received: unknown): Result {
    const call = callOf(received);
    expect(`\n${call.transcript({ stable: true })}\n`).toMatchSnapshot();
    return { pass: true, message: () => "the transcript is that of the snapshot" };
  },
};

expect.extend(matchers);

/** What can be expected of a caller. */
export interface CallerMatchers<R> {
  toHear(...said: readonly (string | RegExp)[]): R;
  toBeAskedFor(prompt: string | RegExp): R;
  toJoinMeeting(meeting?: string): R;
  toBeRecorded(): R;
  toBeMuted(): R;
  toEnd(why?: string | RegExp): R;
  toMatchTranscript(): R;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: it has to repeat vitest's own declaration to be merged with it.
  interface Matchers<T = any> extends CallerMatchers<T> {}
}
