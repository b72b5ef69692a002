import type { CallSummary, MeetingView, PhoneState, ServerMessage } from "../../src/phone-server/protocol.js";

type Message<Is extends ServerMessage["is"]> = Extract<ServerMessage, { is: Is }>;
export type Entry = Message<"entry">;

export interface ShownCall {
  readonly summary: CallSummary;
  readonly entries: readonly Entry[];
}

export interface ShownPhone {
  readonly state: PhoneState;
  readonly peer?: string | undefined;
  readonly call?: string | undefined;
  readonly leg?: "LEG-A" | "LEG-B" | undefined;
}

export interface Problem {
  readonly id: number;
  readonly text: string;
  readonly phone?: string | undefined;
}

/** All that the page knows; made from what the server tells, message by message. */
export interface PageState {
  readonly welcome: Message<"welcome"> | undefined;
  readonly phones: Readonly<Record<string, ShownPhone>>;
  readonly calls: Readonly<Record<string, ShownCall>>;
  readonly meetings: Readonly<Record<string, MeetingView>>;
  readonly handler: Message<"handler"> | undefined;
  readonly problems: readonly Problem[];
}

export const emptyState: PageState = {
  welcome: undefined,
  phones: {},
  calls: {},
  meetings: {},
  handler: undefined,
  problems: [],
};

// More would push the phone off the screen.
const mostProblems = 5;
let problems = 0;

/** What the page knows after a message. */
export function afterMessage(state: PageState, message: ServerMessage): PageState {
  switch (message.is) {
    case "welcome":
      // The server tells everything anew.
      return { ...emptyState, welcome: message };
    case "phone": {
      const { phone, state: is, peer, call, leg } = message;
      return { ...state, phones: { ...state.phones, [phone]: { state: is, peer, call, leg } } };
    }
    case "call": {
      const { call } = message;
      const entries = state.calls[call.id]?.entries ?? [];
      return { ...state, calls: { ...state.calls, [call.id]: { summary: call, entries } } };
    }
    case "entry": {
      const call = state.calls[message.call];
      if (!call || message.index < call.entries.length) return state;
      const entries = [...call.entries, message];
      return { ...state, calls: { ...state.calls, [message.call]: { ...call, entries } } };
    }
    case "meeting":
      return { ...state, meetings: { ...state.meetings, [message.meeting.id]: message.meeting } };
    case "handler":
      return { ...state, handler: message };
    case "problem": {
      if (state.problems.some(({ text }) => text === message.text)) return state;
      problems += 1;
      const problem = { id: problems, text: message.text, phone: message.phone };
      return { ...state, problems: [...state.problems, problem].slice(-mostProblems) };
    }
  }
}

/** Calls, the newest first. */
export const newestFirst = (calls: PageState["calls"]): readonly ShownCall[] =>
  Object.values(calls).sort((one, other) => other.summary.startedAt - one.summary.startedAt);

/** The step that a call is in, when the handler is a Switchhook one. */
export const stepOf = ({ entries }: ShownCall): Entry["step"] =>
  entries.findLast(({ step }) => step !== undefined)?.step;
