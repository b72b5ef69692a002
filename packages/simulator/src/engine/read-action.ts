import { type Action, actionDefinitions } from "@switchhook/core/wire";

type Parameters = Record<string, unknown>;

/**
 * An action as the service reads it, which is more lenient than its pages: what has no meaning is left out, numbers
 * may be text, a leg that is not named is one that is not given (wire.md 1.5, 3.0, 7.2 o).
 */
export function readAction(action: Action): Action {
  const parameters = structuredClone((action.Parameters ?? {}) as Parameters);
  for (const name of ["CallId", "ParticipantTag"]) if (parameters[name] === "") delete parameters[name];
  if (typeof parameters.ParticipantTag === "string") {
    parameters.ParticipantTag = parameters.ParticipantTag.toUpperCase();
  }
  const parsed = actionDefinitions[action.Type].request().safeParse(parameters);
  for (const issue of parsed.error?.issues ?? []) {
    const holder = at(parameters, issue.path.slice(0, -1));
    const name = issue.path.at(-1);
    if (issue.code === "unrecognized_keys") leaveOut(at(parameters, issue.path), issue.keys);
    if (issue.code === "invalid_type" && holder && name !== undefined) {
      holder[String(name)] = fromText(holder[String(name)], issue.expected);
    }
  }
  return { Type: action.Type, Parameters: parameters } as Action;
}

function at(value: unknown, path: readonly PropertyKey[]): Parameters | undefined {
  let found = value;
  for (const name of path) found = (found as Parameters | undefined)?.[String(name)];
  return typeof found === "object" && found !== null ? (found as Parameters) : undefined;
}

function leaveOut(holder: Parameters | undefined, names: readonly string[]): void {
  // Of some actions only one of the two is documented; the service takes both (3.0).
  for (const name of names) if (name !== "CallId" && name !== "ParticipantTag") delete holder?.[name];
}

function fromText(value: unknown, expected: string): unknown {
  if (typeof value !== "string") return value;
  if (expected === "boolean" && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === "true";
  return /^-?\d+$/.test(value) ? Number(value) : value;
}
