import { isValidTraceId, type SpanContext, TraceFlags } from "@opentelemetry/api";

/** The trace of a call: its transaction id, a UUID, without the hyphens; undefined when it is none. */
export function traceIdOf(transaction: string): string | undefined {
  const id = transaction.replaceAll("-", "").toLowerCase();
  return isValidTraceId(id) ? id : undefined;
}

/**
 * What all spans of a call have as their parent, wherever it is invoked. Nobody exports it: no invocation lasts as long
 * as the call. That it is sampled is decided by the id alone, so that a call is kept as a whole or not at all.
 */
export function parentOf(traceId: string, ratio: number): SpanContext {
  return {
    traceId,
    // The half of a UUID that begins with its variant is never all zeros, which would be no id.
    spanId: traceId.slice(16),
    traceFlags: isKept(traceId, ratio) ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
  };
}

// The last 56 bits are those that W3C Trace Context wants to be random, and in a UUID they are; 52 fit a number exactly.
const bits = 52;
const isKept = (traceId: string, ratio: number): boolean =>
  Number.parseInt(traceId.slice(-bits / 4), 16) < ratio * 2 ** bits;
