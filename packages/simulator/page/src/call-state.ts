import type { Entry } from "./state.js";

/** What the handler keeps in a call: its attributes, those that are JSON as what they mean. */
export function attributesOf(entries: readonly Entry[]): Readonly<Record<string, unknown>> {
  for (const { entry } of entries.toReversed()) {
    if (entry.kind === "answer" && entry.response.TransactionAttributes)
      return readable(entry.response.TransactionAttributes);
    if (entry.kind === "event" && entry.event.CallDetails.TransactionAttributes) {
      return readable(entry.event.CallDetails.TransactionAttributes);
    }
  }
  return {};
}

function readable(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  // A Switchhook state that is long goes on in further keys.
  const parts = Object.keys(attributes)
    .filter((name) => /^ivr(?:\.\d)?$/.test(name))
    .sort();
  const whole = parts.map((name) => String(attributes[name])).join("");
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]): [string, unknown][] => {
      if (name === "ivr") return [[name, parsed(whole)]];
      return parts.includes(name) ? [] : [[name, parsed(value)]];
    }),
  );
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
