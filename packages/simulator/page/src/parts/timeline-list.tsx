import { useEffect, useRef, useState } from "preact/hooks";
import type { Entry, ShownCall } from "../state.js";
import { callTime, type Row, rowOf } from "../timeline.js";
import { linkTo } from "../token.js";

const filters = ["all", "events and answers", "what is heard", "warnings"] as const;
type Filter = (typeof filters)[number];

const shows: Readonly<Record<Filter, (row: Row) => boolean>> = {
  all: () => true,
  "events and answers": ({ kind }) => kind === "event" || kind === "answer",
  "what is heard": ({ kind }) => kind === "sound" || kind === "key",
  warnings: ({ kind }) => kind === "warning" || kind === "error",
};

/** What happened in a call, as it happens; each line opens to its JSON. */
export function Timeline({
  call,
  goOn,
}: {
  readonly call: ShownCall;
  readonly goOn: ((sequence: number) => void) | undefined;
}) {
  const [filter, setFilter] = useState<Filter>("all");
  const [follows, setFollows] = useState(true);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (follows) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [call.entries.length, follows]);
  const rows = call.entries.flatMap((entry) => {
    const row = rowOf(entry, call.summary.startedAt);
    return row && shows[filter](row) ? [{ row, entry }] : [];
  });
  return (
    <>
      <div class="filters">
        <label>
          Show{" "}
          <select value={filter} onChange={(event) => setFilter(event.currentTarget.value as Filter)}>
            {filters.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={follows}
            onChange={(event) => setFollows(event.currentTarget.checked)}
          />{" "}
          follow
        </label>
      </div>
      <ol class="timeline" ref={list} aria-label="Timeline">
        {rows.map(({ row, entry }) => (
          <TimelineRow key={row.index} row={row} entry={entry} goOn={goOn} />
        ))}
      </ol>
    </>
  );
}

function TimelineRow({
  row,
  entry: shown,
  goOn,
}: {
  readonly row: Row;
  readonly entry: Entry;
  readonly goOn: ((sequence: number) => void) | undefined;
}) {
  const [open, setOpen] = useState(false);
  const { entry } = shown;
  const sequence = entry.kind === "event" && entry.delivery === 1 ? entry.event.Sequence : undefined;
  const recording = entry.kind === "records" && entry.is === "over" ? entry.location : undefined;
  return (
    <li class={row.kind}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <time>{callTime(row.at)}</time>
          <span class="who">{row.who}</span>
          <span class="what">{row.text}</span>
        </summary>
        {open && <pre class="json">{JSON.stringify(jsonOf(entry), null, 2)}</pre>}
        {row.page && (
          <a
            href={`https://docs.aws.amazon.com/chime-sdk/latest/dg/${row.page}.html`}
            target="_blank"
            rel="noreferrer"
          >
            Developer guide: {row.page}
          </a>
        )}
        {open && sequence !== undefined && goOn && (
          <button type="button" onClick={() => goOn(sequence)}>
            Go on from here
          </button>
        )}
      </details>
      {recording && (
        // biome-ignore lint/a11y/useMediaCaption: a recording of a call has no captions
        <audio
          controls
          preload="none"
          src={linkTo(`api/buckets/${recording}`)}
          aria-label={`Recording ${recording}`}
        />
      )}
    </li>
  );
}

function jsonOf(entry: Entry["entry"]): unknown {
  if (entry.kind === "event") return entry.event;
  if (entry.kind === "answer") return entry.response;
  return entry;
}
