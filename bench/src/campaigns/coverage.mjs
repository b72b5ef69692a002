const ofTrace = {
  joined: ({ kind }) => kind === "joined",
  muted: ({ kind, muted }) => kind === "muted" && muted,
  recorded: ({ kind, is }) => kind === "records" && is === "running",
  paused: ({ kind, is }) => kind === "records" && is === "paused",
  bridged: ({ kind }) => kind === "bridged",
  "other party hung up": ({ kind, leg, meeting }) =>
    kind === "leg ended" && leg === "LEG-B" && meeting !== true,
  outbound: ({ kind, event }) => kind === "event" && event.InvocationEventType === "NEW_OUTBOUND_CALL",
  updated: ({ kind, event }) => kind === "event" && event.InvocationEventType === "CALL_UPDATE_REQUESTED",
  "an action failed": ({ kind }) => kind === "failed",
};

// Where values were filled in, the sentence stands for the prompt.
const nameOf = ({ prompts, sound }) => prompts[0] ?? sound.text?.replace(/\d[\w, ]*/g, "N") ?? sound.bucket;

/** What calls have come to, so that nobody has to believe that they got anywhere. */
export class Coverage {
  counts = {};

  add({ uses }, simulation) {
    const count = (what) => {
      this.counts[what] = (this.counts[what] ?? 0) + 1;
    };
    for (const use of uses) count(`uses ${/^\w+/.exec(use)[0]}`);
    const calls = simulation.calls;
    for (const call of calls) {
      this.counts.events = (this.counts.events ?? 0) + call.simulated.events.length;
      for (const [what, is] of Object.entries(ofTrace)) if (call.trace.some(is)) count(what);
      for (const name of new Set(call.heard.map(nameOf))) count(`hears ${name}`);
    }
    const inside = simulation.meetings
      .all()
      .map(({ meetingId }) =>
        calls.filter(({ trace }) =>
          trace.some((entry) => entry.kind === "joined" && entry.meetingId === meetingId),
        ),
      );
    if (inside.some(({ length }) => length > 1)) count("two in one meeting");
    for (const operation of new Set(simulation.transport.requests.map((one) => one.operation)))
      count(`asks ${operation}`);
  }
}
