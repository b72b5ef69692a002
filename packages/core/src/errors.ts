/**
 * Every code that Switchhook can raise or log, with what it means and what to do about it.
 * The table is closed: `docs/errors.md` lists exactly these codes, and a test says so.
 */
export const errorCodes = {
  IVR_EVENT_INVALID: {
    meaning: "The invocation event does not have the shape of an SMA event.",
    hint: "Compare the field named in the message with the event; is something else than the SMA invoking this function?",
  },
  IVR_EVENT_UNKNOWN: {
    meaning: "The event type is none of the eleven that the SMA sends; it was answered without actions.",
    hint: "Nothing has to be done for the call; report the type so that it can be supported.",
  },
  IVR_OPTIONS_INVALID: {
    meaning: "The options of a plugin or of the IVR are wrong.",
    hint: "Correct the options named in the message; they are checked at cold start, all at once.",
  },
  IVR_BUILD_INVALID: {
    meaning: "The plugins cannot be put together as they are.",
    hint: "Each line of the message names a plugin and what is wrong with it; a missing service is offered by a plugin, or bound with ivr().bind(value(Token, ...)).",
  },
  IVR_SERVICE_INVALID: {
    meaning: "A service cannot be registered or built as it is.",
    hint: "Give every constructor parameter an @inject(Token), and build values of a call per call.",
  },
  IVR_STATE_INVALID: {
    meaning: "The call state in TransactionAttributes cannot be read.",
    hint: "Was it written by another program, or by a version of this IVR that is too new?",
  },
  IVR_STATE_TOO_LARGE: {
    meaning: "The call state does not fit into eight transaction attributes of 1,024 characters.",
    hint: "Keep large data in a database and only its key in a result or a plugin's state.",
  },
  IVR_STEP_UNKNOWN: {
    meaning: "The call stands at a step that this version of the IVR does not have.",
    hint: "A step was renamed or removed while calls were up; the call starts again at the first step that it has not done.",
  },
  IVR_RESULT_INVALID: {
    meaning: "What a plugin adds to the call does not have the shape that the plugin declares.",
    hint: "Compare the result given to done() with the plugin's `adds`.",
  },
  IVR_PLUGIN_STATE_INVALID: {
    meaning: "The state that a plugin keeps does not have the shape that the plugin declares.",
    hint: "Compare the value given to save() with the `state` of that part of the plugin.",
  },
  IVR_OUTCOME_INVALID: {
    meaning: "A step answered something that is no outcome, or a branch that it does not have.",
    hint: "Return stay, again, done, branch, back or end; branch names are the keys of `lines`.",
  },
  IVR_NEXT_TWICE: {
    meaning: "A layer called next() twice for one event.",
    hint: "Call next() at most once.",
  },
  IVR_NEXT_NOT_AWAITED: {
    meaning: "A layer was finished before the next() that it had called.",
    hint: "Await next(), or return its promise.",
  },
  IVR_DEAD_AIR: {
    meaning: "The answer would leave a live call with nothing to hear and nobody waiting.",
    hint: "Let the step answer actions or an outcome that goes on, or say that it waits: stay([], { waits: true }).",
  },
  IVR_RESPONSE_INVALID: {
    meaning: "The answer breaks a rule of the platform and was not sent.",
    hint: "The message names the action, the parameter and the bound.",
  },
  IVR_RESPONSE_REFUSED: {
    meaning: "The phone service refused the previous answer (INVALID_LAMBDA_RESPONSE).",
    hint: "Report it with the ErrorType: the answer had passed our own check.",
  },
  IVR_DEADLINE: {
    meaning: "A handler took longer than the deadline allows.",
    hint: "Look for the slow service in the log; pass the signal on to clients, so that they give up in time.",
  },
  IVR_HANDLER_FAILED: {
    meaning: "A handler of a plugin threw.",
    hint: "The cause and the plugin's name are in the log entry.",
  },
  IVR_FEATURE_FAILED: {
    meaning: "A feature failed; it was left out of this answer and the call went on.",
    hint: "The cause and the plugin's name are in the log entry.",
  },
  IVR_ACTION_FAILED: {
    meaning: "An action failed at the phone service.",
    hint: "Look up the ErrorType on the action's documentation page.",
  },
  IVR_PROMPT_BROKEN: {
    meaning: "A prompt's audio could not be played; its text is spoken instead for the rest of the call.",
    hint: "Check that the object exists, has the content type audio/wav, is uncompressed PCM WAV, and that the bucket policy lets voiceconnector.chime.amazonaws.com read it.",
  },
  IVR_COMMAND_UNKNOWN: {
    meaning: "An update of the call named a command that no feature declares, or gave wrong arguments.",
    hint: "Send Arguments with `command` set to a declared name, and the arguments of its schema.",
  },
  IVR_COMMAND_NOT_SENT: {
    meaning: "A command could not be sent to a call.",
    hint: "Look at the cause: the id of the SIP media application, chime:UpdateSipMediaApplicationCall in the role, throttling.",
  },
  IVR_CLEANUP_FAILED: {
    meaning: "A plugin's cleanup after the call failed.",
    hint: "Look for what it left behind; the cause is in the log entry.",
  },
  IVR_CONFIG_INVALID: {
    meaning: "The configuration of the app is wrong.",
    hint: "Each line of the message names a variable, what was given and what is expected.",
  },
  IVR_DIRECTORY_INVALID: {
    meaning: "The meeting directory cannot be read.",
    hint: "Correct the file at the place that the message names.",
  },
  IVR_LISTING_TAKEN: {
    meaning: "A meeting cannot be added to the directory, because its id or its PIN is in use.",
    hint: "Take another id or PIN, or revoke the meeting that has it.",
  },
  IVR_PIN_GUESSED: {
    meaning:
      "Too many wrong PINs came from one caller, or to one number; for a while no PIN is believed there.",
    hint: "Look for the calls in the log; when they are callers of yours, use longer PINs or wider limits.",
  },
  IVR_MEETING_FULL: {
    meaning: "The meeting has as many attendees as it may have.",
    hint: "Nothing is wrong; the caller was told.",
  },
  IVR_MEETING_UNAVAILABLE: {
    meaning: "The meeting could not be created or joined.",
    hint: "Look at the cause: permissions, quotas, region, or an outage of the meetings service.",
  },
  IVR_RECORDING_FAILED: {
    meaning: "A recording could not be started, paused, resumed or stopped.",
    hint: "Run `switchhook-recording check` on the bucket; the ErrorType is in the log entry.",
  },
  IVR_CONSENT_NOT_NOTED: {
    meaning: "What a party answered to the recording notice could not be noted, so nothing is recorded.",
    hint: "Look at the cause: the ConsentLedger that the app binds failed, or took longer than a second.",
  },
  IVR_RECORDING_NOT_ANNOUNCED: {
    meaning: "A finished recording could not be announced; its place is in the log entry.",
    hint: "Look at the cause: the RecordingAnnouncer that the app binds failed, or took too long.",
  },
  IVR_MESSAGE_NOT_DELETED: {
    meaning: "The file of a message that its caller did not want to leave could not be deleted.",
    hint: "Delete the file at the place in the log entry; the role needs s3:DeleteObject on the bucket's objects.",
  },
  IVR_CAPTURE_FAILED: {
    meaning: "The capture of a meeting could not be started or stopped; the calls go on.",
    hint: "Look at the cause: permissions, the sink bucket and its policy, quotas, throttling, or a meeting that has ended.",
  },
} as const satisfies Record<`IVR_${string}`, { meaning: string; hint: string }>;

export type IvrErrorCode = keyof typeof errorCodes;

export interface IvrErrorOptions {
  readonly cause?: unknown;
  /** Name of the plugin that it is about. */
  readonly plugin?: string;
  /** What to do about it, where the table's hint can be made more exact. */
  readonly hint?: string;
}

/** The one error class of Switchhook: a code of the closed table, the cause, and a hint that says what to do. */
export class IvrError extends Error {
  override readonly name = "IvrError";
  readonly code: IvrErrorCode;
  readonly plugin: string | undefined;
  readonly hint: string;

  constructor(code: IvrErrorCode, message: string, options: IvrErrorOptions = {}) {
    super(`${code}: ${message}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.plugin = options.plugin;
    this.hint = options.hint ?? errorCodes[code].hint;
  }
}
