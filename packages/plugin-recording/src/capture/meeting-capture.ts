import {
  type Action,
  type Call,
  Clock,
  command,
  definePlugin,
  IvrError,
  type Logger,
  PromptStore,
  parseOptions,
} from "@switchhook/core";
import * as z from "zod/mini";
import { announce, RecordingAnnouncer, unannounced } from "../announcer.js";
import { type Destination, destinationOf, listedMeeting } from "../destination.js";
import { withinMs } from "../within-ms.js";
import { captures, permissionsFor, type RunningCapture } from "./captures.js";
import { type MeetingCaptureOptions, meetingCaptureOptions } from "./options.js";

const name = "meeting-capture";
// Of the second and a half that a feature has.
const serviceMs = 1300;
const mostTries = 3;

const stateSchema = z.strictObject({
  is: z.enum(["off", "on", "over"]),
  /** The meeting that this is about; a caller may go on to another one. */
  meetingId: z.optional(z.string()),
  pipelineId: z.optional(z.string()),
  /** How often it could not be started. */
  failures: z.int(),
});
type State = z.infer<typeof stateSchema>;
const off: State = { is: "off", failures: 0 };

const attendance = z.looseObject({ meetingId: z.string() });
const withRole = z.looseObject({ role: z.optional(z.string()) });

interface Given {
  readonly call: Call;
  readonly deps: {
    readonly prompts: PromptStore;
    readonly announcer: RecordingAnnouncer;
    readonly clock: Clock;
  };
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly idempotencyKey: string;
  readonly state: State | undefined;
  readonly save: (next: State) => void;
}
type Answer = Promise<readonly Action[] | undefined>;

/** Captures the meeting that callers join, once however many come; what fails is logged and costs no call. */
export const meetingCapture = (options: MeetingCaptureOptions) => {
  const settings = parseOptions(name, meetingCaptureOptions, options);
  const { destination, keys, prompts, who } = settings;
  const pipelines = captures(options, settings);

  /** Starts it, or finds it started: either way the caller hears of it. */
  const start = async (given: Given, { asked }: { readonly asked: boolean }): Answer => {
    const { call, deps, log, save } = given;
    const place = placeOf(call);
    if (!place || policyOf(call)?.mode === "never")
      return asked ? [deps.prompts.play(prompts.failed)] : undefined;
    const { meetingId } = place;
    const began = deps.clock.now();
    try {
      const capture = await inTime(given, serviceMs, (signal) =>
        pipelines.start(meetingId, destinationFor(call), signal),
      );
      if (capture.is === "over") {
        save({ is: "over", meetingId, failures: 0 });
        return asked ? [deps.prompts.play(prompts.stopped)] : undefined;
      }
      const { pipelineId } = capture;
      save({ is: "on", meetingId, pipelineId, failures: 0 });
      log.info("capturing", { meeting: meetingId, pipeline: pipelineId });
      if (settings.concatenate) await join(given, meetingId, capture, serviceMs - (deps.clock.now() - began));
      return [deps.prompts.play(prompts.notice)];
    } catch (cause) {
      save({ is: "off", meetingId, failures: standing(given).failures + 1 });
      logFailure(log, "started", cause);
      return asked ? [deps.prompts.play(prompts.failed)] : undefined;
    }
  };

  /** It is captured whether its pieces are joined or not: that fails by itself, and everybody hears of the capture. */
  const join = async (given: Given, meetingId: string, capture: RunningCapture, ms: number) => {
    try {
      await inTime(given, ms, (signal) => pipelines.join(meetingId, capture, signal));
    } catch (cause) {
      logFailure(given.log, "joined to one file", cause);
    }
  };

  const stop = async (given: Given): Answer => {
    const { deps, log, save } = given;
    const state = standing(given);
    if (state.is !== "on" || state.pipelineId === undefined) return [deps.prompts.play(prompts.stopped)];
    const { pipelineId } = state;
    try {
      await inTime(given, serviceMs, (signal) => pipelines.stop(pipelineId, signal));
    } catch (cause) {
      logFailure(log, "stopped", cause);
      return [deps.prompts.play(prompts.failed)];
    }
    save({ ...state, is: "over" });
    await tell(given, state.meetingId);
    return [deps.prompts.play(prompts.stopped)];
  };

  const tell = async (given: Given, meetingId: string | undefined): Promise<void> => {
    const { call, deps, idempotencyKey } = given;
    const { bucket, prefix } = destinationFor(call);
    const folder = [prefix, meetingId].filter((part) => part !== undefined).join("/");
    const { from, to } = call.legA;
    const at = deps.clock.now();
    const { transactionId } = call;
    await announce(
      {
        kind: "meeting",
        bucket,
        key: folder,
        placeFrom: "rule",
        transactionId,
        from,
        to,
        at,
        idempotencyKey,
      },
      given,
    );
  };

  const mayAsk = ({ call }: Given): boolean => {
    const { role } = withRole.safeParse(meetingOf(call)).data ?? {};
    return who === "everybody" || role === undefined || role === "moderator";
  };
  const pressed = (given: Given): Answer => {
    if (!mayAsk(given)) return Promise.resolve([given.deps.prompts.play(prompts.failed)]);
    return standing(given).is === "on" ? stop(given) : start(given, { asked: true });
  };
  const destinationFor = (call: Call): Destination => destinationOf(destination, policyOf(call));

  /** In a meeting, and not captured yet: now, or once more where it has failed. */
  const joined = (given: Given): Answer => {
    const { call } = given;
    const state = standing(given);
    const mode = policyOf(call)?.mode ?? (settings.start === "by-itself" ? "always" : "on-request");
    const due = state.is === "off" && state.failures < mostTries && mode === "always";
    return due && placeOf(call) ? start(given, { asked: false }) : Promise.resolve(undefined);
  };

  return definePlugin({
    name,
    deps: { prompts: PromptStore, announcer: RecordingAnnouncer, clock: Clock },
    services: [unannounced],
    prompts: Object.values(prompts),
    permissions: permissionsFor(settings),
    feature: {
      state: stateSchema,
      digits: keys === "none" ? {} : { [keys]: pressed },
      commands: {
        "start-capture": command(z.strictObject({}), (given: Given) => start(given, { asked: true })),
        "stop-capture": command(z.strictObject({}), stop),
      },
      on: {
        ACTION_SUCCESSFUL: joined,
        ACTION_FAILED: joined,
      },
    },
  });
};

const meetingOf = (call: Call): unknown => (call.results as { readonly meeting?: unknown }).meeting;
const policyOf = (call: Call) => listedMeeting.safeParse(meetingOf(call)).data?.recording;

/** The meeting that the caller is in. */
function placeOf(call: Call) {
  const place = (call.results as { readonly attendance?: unknown }).attendance;
  return call.legB?.connected ? attendance.safeParse(place).data : undefined;
}

/** What is known of the meeting that the caller is in; of the last one when he is in none. */
function standing({ call, state = off }: Given): State {
  const place = placeOf(call);
  return place === undefined || place.meetingId === state.meetingId ? state : off;
}

/** In its time, so that the feature can still say that it did not work. */
async function inTime<T>(
  { deps, signal }: Pick<Given, "deps" | "signal">,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  try {
    const either = AbortSignal.any([controller.signal, signal]);
    return await withinMs(deps.clock, ms, () => work(either));
  } finally {
    controller.abort();
  }
}

function logFailure(log: Logger, what: string, cause: unknown): void {
  const why = cause instanceof Error ? cause.name : "unknown";
  const error = new IvrError("IVR_CAPTURE_FAILED", `the capture could not be ${what}: ${why}`, { cause });
  log.error(error.message, { code: error.code, hint: error.hint, error });
}
