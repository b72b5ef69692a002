import type { MeetingView } from "../../../src/phone-server/protocol.js";
import type { PageState } from "../state.js";

/** Who is in which meeting, and who is muted. */
export function Meetings({
  meetings,
  calls,
}: {
  readonly meetings: Readonly<Record<string, MeetingView>>;
  readonly calls: PageState["calls"];
}) {
  const shown = Object.values(meetings);
  if (shown.length === 0) return null;
  return (
    <section class="card" aria-label="Meetings">
      <h2>Meetings</h2>
      {shown.map(({ id, externalId, live, attendees }) => (
        <div key={id} class="meeting">
          <h3>
            {externalId}{" "}
            <small>{live ? `${attendees.filter(({ inside }) => inside).length} inside` : "ended"}</small>
          </h3>
          <ul>
            {attendees.map((attendee) => (
              <li key={attendee.id} class={attendee.inside ? "" : "gone"}>
                {calls[attendee.call ?? ""]?.summary.from ?? attendee.user.slice(0, 12)}
                {attendee.muted && <span class="badge">muted</span>}
                {!attendee.inside && <span class="badge">not here</span>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
