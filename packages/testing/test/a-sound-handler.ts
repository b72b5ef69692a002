import {
  type BrokenPromises,
  type Caller,
  type CallerOptions,
  type PromiseName,
  Simulation,
} from "../src/index.js";

export type Answer = {
  SchemaVersion: string;
  Actions?: object[];
  TransactionAttributes?: Record<string, string>;
};
export type Event = {
  InvocationEventType: string;
  Sequence: number;
  ActionData?: { ReceivedDigits?: string };
  CallDetails: { Participants: { CallId: string; From: string; To: string }[] };
};

/** Asks, and hangs up after the answer: breaks nothing. */
export function sound({ InvocationEventType, CallDetails }: Event): Answer {
  const CallId = CallDetails.Participants[0]?.CallId;
  const question = {
    Type: "SpeakAndGetDigits",
    Parameters: {
      CallId,
      SpeechParameters: { Text: "Your PIN?" },
      FailureSpeechParameters: { Text: "Your PIN?" },
      MinNumberOfDigits: 5,
      MaxNumberOfDigits: 5,
      RepeatDurationInMilliseconds: 5000,
    },
  };
  const Actions = ["NEW_INBOUND_CALL", "CALL_ANSWERED"].includes(InvocationEventType)
    ? [question]
    : InvocationEventType.startsWith("ACTION_")
      ? [{ Type: "Hangup", Parameters: { CallId } }]
      : [];
  return { SchemaVersion: "1.0", Actions };
}

/** What is thrown when the calls of a simulation are over, a failure for each call. */
export const failuresOf = (simulation: Simulation): Promise<readonly BrokenPromises[]> =>
  simulation.done().then(
    () => [],
    (error: BrokenPromises | AggregateError) =>
      "broken" in error ? [error] : (error.errors as BrokenPromises[]),
  );

/** What a call, once it is over, is found to have broken. */
export async function foundIn(simulation: Simulation): Promise<readonly PromiseName[]> {
  const failures = await failuresOf(simulation);
  return [...new Set(failures.flatMap(({ broken }) => broken.map(({ promise }) => promise)))];
}

export interface Mutation {
  /** What is written to the console at an event. */
  readonly says?: (event: Event) => string | undefined;
  readonly keeps?: (event: Event) => string | undefined;
  readonly answers?: (event: Event) => Answer;
}

/** A simulation of a handler that writes something down at an event, and is sound otherwise. */
export const writingDown = ({ says, keeps, answers = sound }: Mutation) =>
  new Simulation((given: unknown) => {
    const event = given as Event;
    const said = says?.(event);
    if (said !== undefined) console.log(said);
    const kept = keeps?.(event);
    return { ...answers(event), ...(kept !== undefined && { TransactionAttributes: { kept } }) };
  }, {});

export const typesThePin = (call: Caller) => call.press("48151");

/** What is broken in a call in which this is written down. */
export async function brokenBy(
  mutation: Mutation,
  does: (call: Caller) => Promise<unknown> = typesThePin,
  setup?: CallerOptions,
) {
  const simulation = writingDown(mutation);
  await does(await simulation.dial(setup));
  return foundIn(simulation);
}
