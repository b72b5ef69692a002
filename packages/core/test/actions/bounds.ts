import { describe, expect, it } from "vitest";
import { type ActionType, actionDefinitions, checkResponse, type ResponseIssue } from "../../src/wire.js";
import type { JsonObject } from "../fixtures.js";
import { validParameters } from "./valid-parameters.js";

/** What the check says to an action that is valid but for the given parameters; undefined takes one away. */
export const issuesWith = (Type: ActionType, changed: JsonObject): ResponseIssue[] =>
  checkResponse({
    SchemaVersion: "1.0",
    Actions: [{ Type, Parameters: { ...validParameters[Type], ...changed } }],
  });

export interface Bounds {
  readonly accepts: readonly (readonly [rule: string, changed: JsonObject])[];
  /** The path is that of the parameter, and must be the only one that is named. */
  readonly refuses: readonly (readonly [rule: string, changed: JsonObject, path: string])[];
}

/** One test for each side of each bound. */
export function bounds(section: string, type: ActionType, { accepts, refuses }: Bounds): void {
  describe(`${section} ${type}`, () => {
    it.each([["what is required alone", {}] as const, ...accepts])(
      `${section} ${type} accepts %s`,
      (_rule, changed) => expect(issuesWith(type, changed)).toEqual([]),
    );
    it.each([...refuses])(`${section} ${type} refuses %s`, (_rule, changed, path) => {
      const issues = issuesWith(type, changed);
      expect(issues.map((issue) => issue.path)).toEqual([
        path === "" ? "Actions[0].Parameters" : `Actions[0].Parameters.${path}`,
      ]);
      expect(issues[0]?.page).toBe(actionDefinitions[type].page);
      expect(issues[0]?.message).not.toMatch(/^Invalid input$|^Invalid key/);
    });
  });
}

/** Both sides of a whole number's bounds; as text too, where the pages print it so. */
export function wholeNumber(name: string, min: number, max?: number, text = false): Bounds {
  const beyond = max === undefined ? [] : [max + 1];
  const atBound = max === undefined ? [min, 1_000_000] : [min, max];
  return {
    accepts: atBound.flatMap((value) => [
      [`${name} ${value}`, { [name]: value }] as const,
      ...(text ? [[`${name} "${value}"`, { [name]: `${value}` }] as const] : []),
    ]),
    refuses: [
      ...[min - 1, ...beyond, min + 0.5].map(
        (value) => [`${name} ${value}`, { [name]: value }, name] as const,
      ),
      ...(text
        ? [`${min - 1}`, ...beyond.map(String), `${min}.5`, "soon", ""].map(
            (value) => [`${name} "${value}"`, { [name]: value }, name] as const,
          )
        : [[`${name} "${min}", a text`, { [name]: `${min}` }, name] as const]),
    ],
  };
}

/** Text or a list that must be there. */
export const required = (...names: string[]): Bounds => ({
  accepts: [],
  refuses: names.map((name) => [`no ${name}`, { [name]: undefined }, name] as const),
});

/** A list of keys of the phone. */
export const keyList = (name: string): Bounds => ({
  accepts: [[`${name} of all twelve keys`, { [name]: [..."0123456789*#"] }]],
  refuses: ["", "A", "##", "12"].map(
    (key) => [`${name} "${key}"`, { [name]: ["1", key] }, `${name}[1]`] as const,
  ),
});

/** The leg: both names at once are accepted (3.0), empty ones and others are not. */
export const eitherLeg: Bounds = {
  accepts: [
    ["CallId and ParticipantTag together", { CallId: "a1", ParticipantTag: "LEG-A" }],
    ["ParticipantTag LEG-B", { ParticipantTag: "LEG-B" }],
  ],
  refuses: [
    ["an empty CallId", { CallId: "" }, "CallId"],
    ["an empty ParticipantTag", { ParticipantTag: "" }, "ParticipantTag"],
    ["ParticipantTag Leg-A", { ParticipantTag: "Leg-A" }, "ParticipantTag"],
  ],
};

/** The leg of what only the caller's can do. */
export const onlyLegA: Bounds = {
  accepts: [["CallId and ParticipantTag together", { CallId: "a1", ParticipantTag: "LEG-A" }]],
  refuses: [
    ["an empty CallId", { CallId: "" }, "CallId"],
    ["an empty ParticipantTag", { ParticipantTag: "" }, "ParticipantTag"],
    ["ParticipantTag LEG-B", { ParticipantTag: "LEG-B" }, "ParticipantTag"],
  ],
};

const noSuch: Bounds = {
  accepts: [],
  refuses: [["a parameter that it does not have", { NoSuch: 1 }, ""]],
};

export const all = (...parts: Partial<Bounds>[]): Bounds => ({
  accepts: parts.flatMap(({ accepts = [] }) => accepts),
  refuses: [...parts, noSuch].flatMap(({ refuses = [] }) => refuses),
});
