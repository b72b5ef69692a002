import { useState } from "preact/hooks";
import type { PageMessage } from "../../../src/phone-server/protocol.js";
import { attributesOf } from "../call-state.js";
import { type ShownCall, type ShownPhone, stepOf } from "../state.js";
import { linkTo } from "../token.js";
import { SequenceDiagram } from "./sequence-diagram.js";
import { Timeline } from "./timeline-list.js";

type View = "timeline" | "diagram" | "state";
const views: readonly View[] = ["timeline", "diagram", "state"];

export interface CallViewProps {
  readonly call: ShownCall;
  readonly calls: readonly ShownCall[];
  readonly onChoose: (call: string) => void;
  readonly phones: readonly string[];
  readonly phoneStates: Readonly<Record<string, ShownPhone>>;
  readonly send: (message: PageMessage) => void;
}

const titleOf = ({ summary }: ShownCall): string =>
  `${new Date(summary.startedAt).toLocaleTimeString()} ${summary.outbound ? "to" : "from"} ${
    summary.outbound ? summary.to : summary.from
  }${summary.over ? "" : ", live"}`;

/** One call: what happened, as a list, as a diagram, and what the handler keeps. */
export function CallView({ call, calls, onChoose, phones, phoneStates, send }: CallViewProps) {
  const [view, setView] = useState<View>("timeline");
  const { id, goesOnFrom } = call.summary;
  const step = stepOf(call);
  const free = phones.find((phone) => (phoneStates[phone]?.state ?? "idle") === "idle");
  const goOn = (sequence: number) => {
    if (free) send({ do: "go on from", call: id, sequence, phone: free });
  };
  return (
    <>
      <div class="call-head">
        <label>
          <span class="hidden">Call</span>
          <select value={id} onChange={(event) => onChoose(event.currentTarget.value)}>
            {calls.map((one) => (
              <option key={one.summary.id} value={one.summary.id}>
                {titleOf(one)}
              </option>
            ))}
          </select>
        </label>
        <fieldset class="tabs" aria-label="How the call is shown">
          {views.map((name) => (
            <button type="button" key={name} aria-pressed={view === name} onClick={() => setView(name)}>
              {name}
            </button>
          ))}
        </fieldset>
        <span class="links">
          <a href={linkTo(`api/calls/${id}/trace.json`)} download>
            Share as a file
          </a>
          <a href={linkTo(`api/calls/${id}/test.ts`)} download>
            Save as a test
          </a>
        </span>
      </div>
      {goesOnFrom && <p class="note">Goes on from event {goesOnFrom.sequence} of an earlier call.</p>}
      {step && (
        <p class="step">
          Step <strong>{step.path || "(not begun)"}</strong>
          {step.attempt > 1 && `, try ${step.attempt}`}
        </p>
      )}
      {view === "timeline" && <Timeline call={call} goOn={free ? goOn : undefined} />}
      {view === "diagram" && <SequenceDiagram entries={call.entries} />}
      {view === "state" && <pre class="json">{JSON.stringify(attributesOf(call.entries), null, 2)}</pre>}
    </>
  );
}
