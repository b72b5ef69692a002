import { isReporting } from "../actions/catalog.js";
import type { OwnedAction } from "../call/outstanding.js";

// They are over as soon as they are begun, so that nothing can come between them and what follows.
const immediate = new Set([
  "StartCallRecording",
  "StopCallRecording",
  "PauseCallRecording",
  "ResumeCallRecording",
  "VoiceFocus",
]);

/**
 * The actions of several features in one list. An action that reports has whatever stands behind it replaced by the
 * answer to its report (wire.md 4.2), and a key or a command in the middle of a prompt replaces the rest: so what a
 * feature begins with and takes no time comes first, then those that do not report. Within a feature the order stays.
 */
export function inSafeOrder(actions: readonly OwnedAction[]): OwnedAction[] {
  const owners = [...new Set(actions.map(({ owner }) => owner))];
  const byOwner = owners.map((name) => {
    const own = actions.filter(({ owner }) => owner === name);
    const rest = own.findIndex(({ action }) => !immediate.has(action.Type));
    const first = rest < 0 ? own : own.slice(0, rest);
    return { first, rest: own.slice(first.length) };
  });
  const reports = ({ rest }: { rest: readonly OwnedAction[] }) =>
    rest.some(({ action }) => isReporting(action.Type));
  return [
    ...byOwner.flatMap(({ first }) => first),
    ...byOwner.filter((own) => !reports(own)).flatMap(({ rest }) => rest),
    ...byOwner.filter(reports).flatMap(({ rest }) => rest),
  ];
}
