import { useState } from "preact/hooks";
import type { PageMessage } from "../../../src/phone-server/protocol.js";
import type { ShownCall } from "../state.js";
import { token } from "../token.js";

interface ToolsProps {
  readonly call: ShownCall | undefined;
  readonly numbers: { readonly to: string; readonly from: string };
  readonly send: (message: PageMessage) => void;
}

/** Reads `name=value` lines. */
function readPairs(text: string): Record<string, string> {
  const pairs = text.split(/\n|,/).map((line) => /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(line));
  return Object.fromEntries(pairs.flatMap((match) => (match ? [[match[1] ?? "", match[2] ?? ""]] : [])));
}

/** What comes from outside: updates, calls that are placed, failures, calls from a file. */
export function Tools(props: ToolsProps) {
  return (
    <section class="card tools">
      <h2>From outside</h2>
      <UpdateTool {...props} />
      <PlaceTool {...props} />
      <FaultTool {...props} />
      <OpenTool />
    </section>
  );
}

function UpdateTool({ call, send }: ToolsProps) {
  const [pairs, setPairs] = useState("command=");
  const live = call && !call.summary.over;
  const update = (event: Event) => {
    event.preventDefault();
    if (live) send({ do: "update", call: call.summary.id, args: readPairs(pairs) });
  };
  return (
    <details>
      <summary>Update the call</summary>
      <form onSubmit={update}>
        <label>
          Arguments, name=value, one a line
          <textarea rows={2} value={pairs} onInput={(event) => setPairs(event.currentTarget.value)} />
        </label>
        <button type="submit" disabled={!live}>
          Update
        </button>
      </form>
    </details>
  );
}

function PlaceTool({ numbers, send }: ToolsProps) {
  const [to, setTo] = useState(numbers.from);
  const [pairs, setPairs] = useState("");
  const place = (event: Event) => {
    event.preventDefault();
    send({ do: "place call", to, from: numbers.to, args: readPairs(pairs) });
  };
  return (
    <details>
      <summary>Place a call</summary>
      <form onSubmit={place}>
        <label>
          To the phone with the number
          <input value={to} required onInput={(event) => setTo(event.currentTarget.value)} />
        </label>
        <label>
          Arguments, name=value
          <textarea rows={2} value={pairs} onInput={(event) => setPairs(event.currentTarget.value)} />
        </label>
        <button type="submit">Place</button>
      </form>
    </details>
  );
}

const actionErrors: Readonly<Record<string, readonly string[]>> = {
  PlayAudio: ["InvalidAudioSource", "SystemException"],
  PlayAudioAndGetDigits: ["InvalidAudioSource", "InvalidDigitsReceived", "SystemException"],
  Speak: ["AccessDenied", "ActionExecutionThrottled", "SystemException"],
  SpeakAndGetDigits: ["InvalidDigitsReceived", "AccessDenied", "SystemException"],
  JoinChimeMeeting: ["ErrorJoiningMeeting", "InvalidActionParameter", "SystemException"],
  ModifyChimeMeetingAttendees: ["InvalidActionParameter", "SystemException"],
  CallAndBridge: ["CallNotAnswered", "SystemException"],
  RecordAudio: ["InvalidActionParameter", "SystemException"],
  StartCallRecording: ["NoAccessToDestination", "SystemException"],
  StartBotConversation: ["ResourceNotFound", "ResourceAccessDenied", "ActionExecutionThrottled"],
  VoiceFocus: ["ActionExecutionThrottled", "SystemException"],
};
const serviceFaults = ["throttle", "deny", "slow", "fail", "drop", "lose reply"] as const;
const services = "AWS service";

function FaultTool({ send }: ToolsProps) {
  const [what, setWhat] = useState("PlayAudio");
  const kinds = what === services ? serviceFaults : (actionErrors[what] ?? []);
  const [kind, setKind] = useState<string>();
  const [times, setTimes] = useState(1);
  const chosen = kinds.find((one) => one === kind) ?? kinds[0] ?? "";
  const demand = (event: Event) => {
    event.preventDefault();
    const target =
      what === services
        ? { service: "*", operation: "*", kind: chosen as (typeof serviceFaults)[number] }
        : { action: what, errorType: chosen };
    send({ do: "fault", target, times });
  };
  return (
    <details>
      <summary>Make something fail</summary>
      <form onSubmit={demand}>
        <label>
          What
          <select value={what} onChange={(event) => setWhat(event.currentTarget.value)}>
            {[...Object.keys(actionErrors), services].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          How
          <select value={chosen} onChange={(event) => setKind(event.currentTarget.value)}>
            {kinds.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          How often
          <input
            type="number"
            min="1"
            max="1000"
            value={times}
            onInput={(event) => setTimes(Number(event.currentTarget.value))}
          />
        </label>
        <button type="submit">Fail</button>
      </form>
    </details>
  );
}

function OpenTool() {
  const [problem, setProblem] = useState<string>();
  const read = async (file: File | undefined) => {
    if (!file) return;
    const response = await fetch("api/calls", {
      method: "POST",
      headers: { "content-type": "application/json", "x-switchhook-token": token },
      body: await file.text(),
    });
    setProblem(response.ok ? undefined : await response.text());
  };
  return (
    <details>
      <summary>Open a shared call</summary>
      <label>
        File of a call
        <input
          type="file"
          accept="application/json"
          onChange={(event) => void read(event.currentTarget.files?.[0])}
        />
      </label>
      {problem && <p class="problem">{problem}</p>}
    </details>
  );
}
