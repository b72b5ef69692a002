import { useState } from "preact/hooks";
import { type Arrow, arrowsOf, mermaidOf, type Party } from "../sequence.js";
import type { Entry } from "../state.js";

const parties: readonly Party[] = ["Caller", "Service", "Handler", "Other"];
const columnWidth = 190;
const rowHeight = 30;
const top = 44;
const x = (party: Party): number => 120 + parties.indexOf(party) * columnWidth;

/** The call as arrows between its parties; as Mermaid text at the press of a button. */
export function SequenceDiagram({ entries }: { readonly entries: readonly Entry[] }) {
  const [copied, setCopied] = useState(false);
  const arrows = arrowsOf(entries);
  const height = top + arrows.length * rowHeight + 20;
  const copy = async () => {
    await navigator.clipboard.writeText(mermaidOf(entries));
    setCopied(true);
  };
  return (
    <>
      <div class="filters">
        <button type="button" onClick={() => void copy()}>
          Copy as Mermaid
        </button>
        <span role="status">{copied && "copied"}</span>
      </div>
      <div class="diagram">
        <svg width={x("Other") + 120} height={height} role="img" aria-label="Sequence diagram of the call">
          <defs>
            <marker
              id="head"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto-start-reverse"
            >
              <path d="M0 0 L8 4 L0 8 z" />
            </marker>
          </defs>
          {parties.map((party) => (
            <g key={party}>
              <text x={x(party)} y={20} text-anchor="middle" class="party">
                {party}
              </text>
              <line x1={x(party)} y1={30} x2={x(party)} y2={height} class="life" />
            </g>
          ))}
          {arrows.map((arrow, at) => (
            <ArrowLine key={arrow.index} arrow={arrow} y={top + at * rowHeight + 14} />
          ))}
        </svg>
      </div>
    </>
  );
}

function ArrowLine({ arrow, y }: { readonly arrow: Arrow; readonly y: number }) {
  if ("over" in arrow) {
    return (
      <g class="note-line">
        <text x={x(arrow.over)} y={y} text-anchor="middle">
          ⚠ {arrow.text}
        </text>
      </g>
    );
  }
  const [from, to] = [x(arrow.from), x(arrow.to)];
  return (
    <g>
      <line x1={from} y1={y} x2={to} y2={y} marker-end="url(#head)" class="arrow" />
      <text x={(from + to) / 2} y={y - 5} text-anchor="middle">
        {arrow.text}
      </text>
    </g>
  );
}
