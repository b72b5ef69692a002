import { useState } from "preact/hooks";

export interface Dialling {
  readonly to: string;
  readonly from: string;
  readonly sipHeaders?: Readonly<Record<string, string>>;
}

/** Reads `Name: value` lines. */
function readHeaders(text: string): Record<string, string> {
  const pairs = text.split("\n").map((line) => /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(line));
  return Object.fromEntries(pairs.flatMap((match) => (match ? [[match[1] ?? "", match[2] ?? ""]] : [])));
}

/** Whom to call, as whom, with which SIP headers. */
export function DialForm({
  numbers,
  own,
  onDial,
}: {
  readonly numbers: { readonly to: string; readonly from: string };
  readonly own: string;
  readonly onDial: (wish: Dialling) => void;
}) {
  const [to, setTo] = useState(numbers.to);
  const [from, setFrom] = useState(own);
  const [headers, setHeaders] = useState("");
  const dial = (event: Event) => {
    event.preventDefault();
    const sipHeaders = readHeaders(headers);
    onDial({ to, from, ...(Object.keys(sipHeaders).length > 0 && { sipHeaders }) });
  };
  return (
    <form class="dial" onSubmit={dial}>
      <button type="submit" class="go call">
        Call
      </button>
      <details>
        <summary>{to}</summary>
        <label>
          Number to call
          <input value={to} required onInput={(event) => setTo(event.currentTarget.value)} />
        </label>
        <label>
          Number that calls
          <input value={from} required onInput={(event) => setFrom(event.currentTarget.value)} />
        </label>
        <label>
          SIP headers, one a line
          <textarea
            rows={2}
            placeholder="X-Customer: 42"
            value={headers}
            onInput={(event) => setHeaders(event.currentTarget.value)}
          />
        </label>
      </details>
    </form>
  );
}
