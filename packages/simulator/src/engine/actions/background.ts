import type { ReceiveDigits, VoiceFocus } from "@switchhook/core/wire";
import { finishSoon, type Runner } from "./runner.js";

export const runReceiveDigits: Runner<ReceiveDigits> = (host, { Parameters }, leg, finish) => {
  host.setListener(leg, {
    regex: Parameters.InputDigitsRegex,
    betweenMs: Parameters.InBetweenDigitsDurationInMilliseconds,
    flushMs: Parameters.FlushDigitsDurationInMilliseconds,
    echo: { CallId: leg.callId, ...Parameters },
  });
  host.tell({ kind: "listens", leg: leg.tag, regex: Parameters.InputDigitsRegex });
  return finishSoon(host, finish, { ok: true, results: { ReceivedDigits: "" } });
};

export const runVoiceFocus: Runner<VoiceFocus> = (host, { Parameters }, leg, finish) => {
  host.tell({ kind: "voice focus", leg: leg.tag, on: String(Parameters.Enable).toLowerCase() === "true" });
  return finishSoon(host, finish, { ok: true });
};
