import type { SimulatedCall } from "@switchhook/simulator";

/** Whether a recording or a bot listens, or a telephone rings that the test is to answer: no time passes by itself then. */
export function someonesTurn({ call, parties, trace }: SimulatedCall): boolean {
  switch (call.running?.Type) {
    case "RecordAudio":
      return true;
    case "StartBotConversation":
      return trace.findLast(({ kind }) => kind === "hears" || kind === "sound over")?.kind !== "hears";
    case "CallAndBridge":
      return parties.some(({ script, waits }) => script === "by hand" && waits);
    default:
      return false;
  }
}
