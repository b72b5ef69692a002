import * as z from "zod/mini";
import { isActionType } from "../actions/catalog.js";
import type { FeatureRequest } from "../chain/feature-requests.js";
import { IvrError } from "../errors.js";
import { once } from "../once.js";
import { readValue } from "../read-value.js";
import { type CallState, newCallState } from "./call-state.js";
import type { OutstandingAction } from "./outstanding.js";

export type Attributes = Readonly<Record<string, unknown>>;

const version = 1;
const key = "ivr";
// The error text of the service and the 2022 workshop name 1,024 characters a value (wire.md 4.6).
const longestValue = 1024;
const mostKeys = 8;

const keys = Array.from({ length: mostKeys }, (_, index) => (index === 0 ? key : `${key}.${index}`));

/** Whether an attribute is none of the call state's. */
export const isForeign = (name: string): boolean => !keys.includes(name);

// Short keys, and only what is not as at the beginning: the state travels with every event.
const encodedState = once(() =>
  z.strictObject({
    v: z.literal(version),
    s: z.optional(z.string()),
    i: z.optional(z.int().check(z.minimum(0))),
    n: z.optional(z.int().check(z.minimum(1))),
    w: z.optional(z.literal(1)),
    e: z.optional(z.literal(1)),
    c: z.optional(z.literal(1)),
    k: z.optional(z.literal(1)),
    o: z.optional(z.string()),
    q: z.optional(z.array(z.union([z.string(), z.tuple([z.string(), z.record(z.string(), z.string())])]))),
    l: z.optional(z.enum(["set", "refused"])),
    t: z.optional(z.string()),
    r: z.optional(z.record(z.string(), z.unknown())),
    g: z.optional(z.string()),
    a: z.optional(z.record(z.string(), z.string())),
    b: z.optional(z.array(z.string())),
    p: z.optional(z.unknown()),
    f: z.optional(z.record(z.string(), z.unknown())),
  }),
);
type EncodedState = z.infer<ReturnType<typeof encodedState>>;

/** Reads the call state; `IVR_STATE_INVALID` when what is there is not ours or not whole. */
export function decodeState(attributes: Attributes | undefined): CallState {
  if (attributes?.[key] === undefined) return newCallState();
  const parts = keys.map((name) => attributes[name]);
  const written = parts.indexOf(undefined);
  const used = parts.slice(0, written < 0 ? mostKeys : written);
  if (used.some((part) => typeof part !== "string")) {
    throw new IvrError("IVR_STATE_INVALID", `the attribute ${key} is not text`);
  }
  const text = used.join("");
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw new IvrError("IVR_STATE_INVALID", `the attribute ${key} is not JSON`, { cause });
  }
  const parsed = readValue(encodedState(), given);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => `${issue.path.join(".") || key}: ${issue.message}`);
    throw new IvrError("IVR_STATE_INVALID", `the attribute ${key} is not a call state: ${where.join("; ")}`, {
      cause: parsed.error,
    });
  }
  return fromEncoded(parsed.data);
}

/** The call state, for tools; undefined when the attributes are none of ours. */
export function readCallState(attributes: Attributes | undefined): CallState | undefined {
  if (attributes?.[key] === undefined) return undefined;
  try {
    return decodeState(attributes);
  } catch {
    return undefined;
  }
}

/** The step that a call is in, and which try it is, for tools; undefined when the attributes are none of ours. */
export function readProgress(
  attributes: Attributes | undefined,
): { readonly path: string; readonly attempt: number } | undefined {
  const state = readCallState(attributes);
  return state && { path: state.step, attempt: state.attempt };
}

/** The attributes to answer: the call state, and every key that is not ours as it came. */
export function encodeState(state: CallState, foreign: Attributes | undefined): Record<string, unknown> {
  const text = asciiOnly(JSON.stringify(toEncoded(state)));
  const parts = Math.ceil(text.length / longestValue);
  if (parts > mostKeys) {
    throw new IvrError(
      "IVR_STATE_TOO_LARGE",
      `the call state has ${text.length} characters; it may have ${mostKeys * longestValue}`,
    );
  }
  const attributes: Record<string, unknown> = Object.assign({}, foreign);
  for (const [index, name] of keys.entries()) {
    if (index < parts) attributes[name] = text.slice(index * longestValue, (index + 1) * longestValue);
    else if (name in attributes) delete attributes[name];
  }
  return attributes;
}

// Whether the service counts characters or bytes is not documented; escaped, both are the same.
const asciiOnly = (json: string): string =>
  json.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

function toEncoded(state: CallState): EncodedState {
  return {
    v: version,
    ...(state.step && { s: state.step }),
    ...(state.enteredMs !== undefined && { i: state.enteredMs }),
    ...(state.attempt > 1 && { n: state.attempt }),
    ...(state.waits && { w: 1 }),
    ...(state.ended && { e: 1 }),
    ...(state.cleaned && { c: 1 }),
    ...(state.leftLeg && { k: 1 }),
    ...(state.outstanding.length > 0 && { o: state.outstanding.map(writeOutstanding).join(" ") }),
    ...(state.waiting.length > 0 && { q: state.waiting.map(writeRequest) }),
    ...(state.listener && { l: state.listener }),
    ...(state.typed && { t: state.typed }),
    ...(Object.keys(state.results).length > 0 && { r: state.results }),
    ...(state.locale && { g: state.locale }),
    ...(Object.keys(state.arguments).length > 0 && { a: state.arguments }),
    ...(state.brokenPrompts.length > 0 && { b: [...state.brokenPrompts] }),
    ...(state.stepState !== undefined && { p: state.stepState }),
    ...(Object.keys(state.featureStates).length > 0 && { f: state.featureStates }),
  };
}

function fromEncoded(encoded: EncodedState): CallState {
  return {
    step: encoded.s ?? "",
    enteredMs: encoded.i,
    attempt: encoded.n ?? 1,
    waits: encoded.w === 1,
    ended: encoded.e === 1,
    cleaned: encoded.c === 1,
    leftLeg: encoded.k === 1,
    outstanding: encoded.o ? encoded.o.split(" ").flatMap(readOutstanding) : [],
    waiting: (encoded.q ?? []).map(readRequest),
    listener: encoded.l ?? "",
    typed: encoded.t ?? "",
    results: encoded.r ?? {},
    locale: encoded.g ?? "",
    arguments: encoded.a ?? {},
    brokenPrompts: encoded.b ?? [],
    stepState: encoded.p,
    featureStates: encoded.f ?? {},
  };
}

const writeRequest = (request: FeatureRequest): NonNullable<EncodedState["q"]>[number] =>
  "code" in request ? request.code : [request.command, { ...request.args }];

const readRequest = (written: NonNullable<EncodedState["q"]>[number]): FeatureRequest =>
  typeof written === "string" ? { code: written } : { command: written[0], args: written[1] };

// `greeting:PlayAudio:welcome`; names of plugins and prompts have none of the three separators.
const writeOutstanding = ({ owner, type, prompts }: OutstandingAction): string =>
  [owner, type, ...(prompts.length > 0 ? [prompts.join("+")] : [])].join(":");

function readOutstanding(text: string): OutstandingAction[] {
  const [owner = "", type = "", prompts] = text.split(":");
  // A type that this version does not know was written by a newer one, and cannot be owned here.
  if (!isActionType(type)) return [];
  return [{ owner, type, prompts: prompts ? prompts.split("+") : [] }];
}
