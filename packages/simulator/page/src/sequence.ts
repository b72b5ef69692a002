import type { Entry } from "./state.js";

export type Party = "Caller" | "Service" | "Handler" | "Other";

/** One arrow of a sequence diagram, or a note over a party. */
export type Arrow =
  | { readonly from: Party; readonly to: Party; readonly text: string; readonly index: number }
  | { readonly over: Party; readonly text: string; readonly index: number };

const longest = 38;
const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

/** The call as arrows between caller, phone service, handler, and whoever is at the second leg. */
export function arrowsOf(entries: readonly Entry[]): Arrow[] {
  return entries.flatMap(({ entry, index, text }): Arrow[] => {
    const arrow = (from: Party, to: Party, said: string): Arrow[] => [{ from, to, text: short(said), index }];
    const party = (leg: string): Party => (leg === "LEG-A" ? "Caller" : "Other");
    switch (entry.kind) {
      case "event": {
        const data = ("ActionData" in entry.event ? entry.event.ActionData : undefined) as
          | { Type?: string }
          | undefined;
        const type = data?.Type ? ` (${data.Type})` : "";
        return arrow("Service", "Handler", `${entry.event.InvocationEventType}${type}`);
      }
      case "answer":
        return arrow(
          "Handler",
          "Service",
          (entry.response.Actions ?? []).map(({ Type }) => Type).join(", ") || "nothing",
        );
      case "hears":
        return arrow(
          "Service",
          party(entry.leg),
          text ?? ("text" in entry.sound ? entry.sound.text : entry.sound.key),
        );
      case "key":
        return arrow(party(entry.leg), "Service", `key ${entry.key}`);
      case "dials":
        return arrow("Service", party(entry.leg), `calls ${entry.to}`);
      case "joined":
        return arrow("Service", "Other", `joins the meeting ${entry.meetingId.slice(0, 8)}`);
      case "leg ended":
        return arrow(party(entry.leg), "Service", `over: ${entry.why}`);
      case "warning":
        return [{ over: "Service", text: short(entry.text), index }];
      default:
        return [];
    }
  });
}

/** Text that cannot end a line or begin a comment of Mermaid's. */
const escaped = (text: string): string =>
  text
    .replaceAll("#", "#35;")
    .replaceAll(";", "#59;")
    .replaceAll("#35#59;", "#35;")
    .replace(/[\r\n]+/g, " ")
    .replaceAll("<", "#60;")
    .replaceAll(">", "#62;");

/** The call as Mermaid text, which code hosts draw. */
export function mermaidOf(entries: readonly Entry[]): string {
  const lines = arrowsOf(entries).map((arrow) =>
    "over" in arrow
      ? `  Note over ${arrow.over}: ${escaped(arrow.text)}`
      : `  ${arrow.from}->>${arrow.to}: ${escaped(arrow.text)}`,
  );
  const parties = ["Caller", "Service", "Handler", "Other"].map((party) => `  participant ${party}`);
  return ["sequenceDiagram", ...parties, ...lines, ""].join("\n");
}
