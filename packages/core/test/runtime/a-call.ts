import type { IvrHandler } from "../../src/runtime.js";
import type { InvocationResponse } from "../../src/wire.js";

type Json = Record<string, unknown>;

/** The caller's leg and that of the meeting, by the ids that actions name. */
export const legA = "leg-a";
export const legB = "leg-b";

/** The phone service as far as a handler sees it: valid events, and the attributes that travel with the call. */
export class ACall {
  readonly events: Json[] = [];
  readonly answers: InvocationResponse[] = [];
  attributes: Json | undefined;
  context: Parameters<IvrHandler>[1];
  #sequence = 0;
  #participants: Json[] = [participant("LEG-A", legA)];

  constructor(
    public handler: IvrHandler,
    readonly transactionId = "11111111-1111-4111-8111-111111111111",
  ) {}

  newInboundCall() {
    return this.send("NEW_INBOUND_CALL");
  }

  newOutboundCall(Arguments: Record<string, string>) {
    const ActionData = { Type: "CallRequest", Parameters: { Arguments } };
    return this.send("NEW_OUTBOUND_CALL", { ActionData });
  }

  actionSuccessful(Type: string, extra: Json = {}) {
    return this.send("ACTION_SUCCESSFUL", { ActionData: actionData(Type, extra) });
  }

  actionFailed(Type: string, ErrorType: string, extra: Json = {}) {
    const ActionData = actionData(Type, { ErrorType, ErrorMessage: "it failed", ...extra });
    return this.send("ACTION_FAILED", { ActionData });
  }

  actionInterrupted(Type: string) {
    return this.send("ACTION_INTERRUPTED", { ActionData: actionData(Type) });
  }

  digitsReceived(ReceivedDigits: string) {
    return this.send("DIGITS_RECEIVED", { ActionData: actionData("ReceiveDigits", { ReceivedDigits }) });
  }

  callUpdate(Arguments: Record<string, string>) {
    const ActionData = { Type: "CallUpdateRequest", Parameters: { Arguments } };
    return this.send("CALL_UPDATE_REQUESTED", { ActionData });
  }

  /** A meeting has been joined, or another party bridged: the other leg is there from now on. */
  joined(Type = "JoinChimeMeeting") {
    this.withLegB();
    return this.actionSuccessful(Type);
  }

  withLegB(): this {
    this.#participants.push(participant("LEG-B", legB));
    return this;
  }

  /** A leg is gone, and no HANGUP says so. */
  legGone(tag: "LEG-A" | "LEG-B"): Json | undefined {
    const leg = this.#participants.find(({ ParticipantTag }) => ParticipantTag === tag);
    if (leg) leg.Status = "Disconnected";
    return leg;
  }

  hangup(tag: "LEG-A" | "LEG-B" = "LEG-A") {
    const leg = this.legGone(tag);
    const Parameters = { SipResponseCode: 0, CallId: leg?.CallId, ParticipantTag: tag };
    return this.send("HANGUP", { ActionData: { Type: "Hangup", Parameters } });
  }

  /** Sends an event; the next one brings the attributes of its answer. */
  send(type: string, more: Json = {}): Promise<InvocationResponse> {
    return this.deliver(this.event(type, more));
  }

  event(InvocationEventType: string, more: Json = {}): Json {
    this.#sequence += 1;
    return {
      SchemaVersion: "1.0",
      Sequence: this.#sequence,
      InvocationEventType,
      ...more,
      CallDetails: {
        TransactionId: this.transactionId,
        AwsAccountId: "111122223333",
        AwsRegion: "us-east-1",
        SipRuleId: "cce5c298-4e61-4f6b-bf87-39cacfb5a15f",
        SipMediaApplicationId: "9324457f-ad47-407d-bf45-5d409e714808",
        ...(this.attributes && { TransactionAttributes: this.attributes }),
        Participants: structuredClone(this.#participants),
      },
    };
  }

  async deliver(event: Json): Promise<InvocationResponse> {
    this.events.push(event);
    const answer = await this.handler(event, this.context);
    this.answers.push(answer);
    // As Lambda would: the answer travels as JSON.
    if (answer.TransactionAttributes) this.attributes = structuredClone(answer.TransactionAttributes);
    return answer;
  }

  /** The call state as it is stored now. */
  get state(): Json {
    return JSON.parse(String(this.attributes?.ivr ?? "{}"));
  }
}

const participant = (ParticipantTag: string, CallId: string): Json => ({
  CallId,
  ParticipantTag,
  To: "+12065550101",
  From: "+12065550142",
  Direction: ParticipantTag === "LEG-A" ? "Inbound" : "Outbound",
  StartTimeInMilliseconds: "1700000000000",
  Status: "Connected",
});

const actionData = (Type: string, extra: Json = {}): Json => ({
  Type,
  Parameters: { CallId: legA },
  ...extra,
});

/** What an answer does, short: `PlayAudio welcome`, `Speak sorry`, `Hangup leg-a`; undefined when the list goes on. */
export const listOf = ({ Actions }: InvocationResponse): string[] | undefined =>
  Actions?.map(({ Type, Parameters }) => [Type, detailOf(Parameters as Json)].join(" ").trim());

function detailOf(parameters: Json): string {
  const { AudioSource, Text, MeetingId, SpeechParameters } = parameters;
  if (AudioSource) return String((AudioSource as Json).Key).replace(".wav", "");
  if (Text) return String(Text);
  if (SpeechParameters) return String((SpeechParameters as Json).Text);
  if (MeetingId) return String(MeetingId);
  return "InputDigitsRegex" in parameters || "DurationInMilliseconds" in parameters
    ? ""
    : String(parameters.CallId ?? "");
}
