import { expect } from "vitest";
import { Caller } from "./caller.js";
import { isSaid, nameOf } from "./heard.js";
import { OnTheLine } from "./on-the-line.js";

interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The result of an expectation: what was expected, what was instead, and the call with the place. */
function result(
  call: OnTheLine,
  pass: boolean,
  { expected, instead, at }: { expected: string; instead: string; at?: number | undefined },
): Result {
  return {
    pass,
    message: () =>
      `expected ${call.name} ${pass ? "not " : ""}${expected}; ${instead}\n\n${call.transcript({ mark: at ?? call.trace.length })}`,
  };
}

function someoneOn(received: unknown): OnTheLine {
  if (received instanceof OnTheLine) return received;
  throw new TypeError(
    "this expectation is about a caller, as `await simulation.dial()` answers one, or about his `other` party",
  );
}

function callerOf(received: unknown): Caller {
  if (received instanceof Caller) return received;
  throw new TypeError("this expectation is about a caller, as `await simulation.dial()` answers one");
}

const quoted = (said: readonly (string | RegExp)[]): string => said.map(String).join(", then ");

export const matchers = {
  /** This was heard, and then that; other things may lie between. */
  toHear(received: unknown, ...said: readonly (string | RegExp)[]): Result {
    const call = someoneOn(received);
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
        next === 0 || next === said.length
          ? `heard ${call.heard.map(nameOf).join(", ") || "nothing"}`
          : `heard ${next} of ${said.length}`,
      at,
    });
  },

  /** Digits are being collected now, after this prompt. */
  toBeAskedFor(received: unknown, prompt: string | RegExp): Result {
    const call = someoneOn(received);
    const last = call.heard.at(-1);
    const asked = call.last("collects")?.at ?? -1;
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
    const call = callerOf(received);
    const joined = call.last("joined");
    const id = joined && call.meetingOf(joined.entry.meetingId);
    return result(call, joined !== undefined && (meeting === undefined || id === meeting), {
      expected: `to join ${meeting === undefined ? "a meeting" : `the meeting ${meeting}`}`,
      instead: joined ? `joined ${id}` : "joined none",
      at: joined?.at,
    });
  },

  /** The leg is being recorded, or was, and the recording was written. */
  toBeRecorded(received: unknown): Result {
    const call = someoneOn(received);
    const last = call.last("records");
    const written = call.recordings.some(({ bucket, key }) => `${bucket}/${key}` === last?.entry.location);
    const is = last?.entry.is;
    return result(call, is === "running" || (is === "over" && written), {
      expected: "to be recorded",
      instead:
        is === undefined
          ? "no recording was started"
          : is === "over" && !written
            ? "the recording could not be written"
            : `the recording is ${is}`,
      at: last?.at,
    });
  },

  /** The caller is muted in the meeting. */
  toBeMuted(received: unknown): Result {
    const call = callerOf(received);
    return result(call, call.muted, {
      expected: "to be muted",
      instead: call.muted ? "is muted" : "can be heard",
    });
  },

  /** The call has ended, or the leg of the other party; why, if it matters. */
  toEnd(received: unknown, why?: string | RegExp): Result {
    const call = someoneOn(received);
    const reason = call.endedBecause;
    const fits = why === undefined || (reason !== undefined && new RegExp(why).test(reason));
    return result(call, reason !== undefined && fits, {
      expected: `to be hung up${why === undefined ? "" : `: ${why}`}`,
      instead: reason === undefined ? "the call is up" : `ended: ${reason}`,
    });
  },

  /** The call so far, without what differs from run to run, is the snapshot beside the test. */
  toMatchTranscript(received: unknown): Result {
    const call = someoneOn(received);
    expect(`\n${call.transcript({ stable: true })}\n`).toMatchSnapshot();
    return { pass: true, message: () => "the transcript is that of the snapshot" };
  },
};

expect.extend(matchers);

/** What can be expected of a caller, and but for meetings of the other party. */
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
