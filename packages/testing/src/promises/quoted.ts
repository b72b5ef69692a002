import { withoutSecret } from "@switchhook/core/harness";

// What is read of a line on both sides of its first secret.
const around = 80;

/** A line of a log with its secrets taken out; of a long one what is around the first. */
export function quoted(line: string, secrets: readonly string[]): string {
  const longestFirst = secrets.toSorted((one, other) => other.length - one.length);
  const masked = longestFirst.reduce(withoutSecret, line).replace(/\s+/g, " ").trim();
  const place = Math.max(0, masked.indexOf("[redacted]"));
  const [from, to] = [Math.max(0, place - around), place + around];
  return `"${from > 0 ? "…" : ""}${masked.slice(from, to)}${to < masked.length ? "…" : ""}"`;
}
