import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Connection } from "./connection.js";
import { CallView } from "./parts/call-view.js";
import { Flow } from "./parts/flow.js";
import { Meetings } from "./parts/meetings.js";
import { PhoneCard } from "./parts/phone-card.js";
import { Tools } from "./parts/tools.js";
import { afterMessage, emptyState, newestFirst, stepOf } from "./state.js";

interface OpenPhone {
  readonly id: string;
  readonly number: string;
}

const kept = "switchhook-phones";

/** The phones of this tab, which a reload keeps. */
function phonesOfTab(first: string): OpenPhone[] {
  const stored = sessionStorage.getItem(kept);
  return stored ? (JSON.parse(stored) as OpenPhone[]) : [newPhone(first)];
}

const newPhone = (number: string): OpenPhone => ({ id: crypto.randomUUID(), number });

export function App() {
  const [state, setState] = useState(emptyState);
  const [open, setOpen] = useState(false);
  const [phones, setPhones] = useState<OpenPhone[]>([]);
  const [chosen, setChosen] = useState<string>();
  const connection = useRef<Connection>(undefined);

  useEffect(() => {
    connection.current = new Connection(
      (message) => setState((before) => afterMessage(before, message)),
      setOpen,
    );
  }, []);

  const { welcome } = state;
  useEffect(() => {
    if (!welcome) return;
    const mine = phones.length > 0 ? phones : phonesOfTab(welcome.numbers.from);
    setPhones(mine);
    for (const { id, number } of mine) connection.current?.send({ do: "open phone", phone: id, number });
  }, [welcome]);

  useEffect(() => {
    if (phones.length > 0) sessionStorage.setItem(kept, JSON.stringify(phones));
  }, [phones]);

  const calls = useMemo(() => newestFirst(state.calls), [state.calls]);
  const call = state.calls[chosen ?? ""] ?? calls[0];
  const send = (message: Parameters<Connection["send"]>[0]) => connection.current?.send(message);

  const addPhone = () => {
    const last = Number(phones.at(-1)?.number.slice(-4) ?? "0102");
    const phone = newPhone(`+1206555${String(last + 1).padStart(4, "0")}`);
    setPhones([...phones, phone]);
    send({ do: "open phone", phone: phone.id, number: phone.number });
  };
  const closePhone = (id: string) => {
    setPhones(phones.filter((phone) => phone.id !== id));
    send({ do: "close phone", phone: id });
  };

  return (
    <>
      <header>
        <h1>Switchhook phone</h1>
        {welcome && <p class="handler">{welcome.handler}</p>}
        <p class={open ? "link ok" : "link lost"} role="status">
          {open ? "connected" : "not connected: the server is gone, trying again"}
        </p>
      </header>
      <div aria-live="assertive" class="problems">
        {state.handler?.state === "broken" && (
          <p class="problem">The handler cannot be loaded: {state.handler.text}</p>
        )}
        {state.problems.map(({ id, text }) => (
          <p class="problem" key={id}>
            {text}
            <button
              type="button"
              class="plain"
              aria-label="Dismiss"
              onClick={() =>
                setState((now) => ({ ...now, problems: now.problems.filter((one) => one.id !== id) }))
              }
            >
              ×
            </button>
          </p>
        ))}
      </div>
      {welcome && (
        <main>
          <section class="phones" aria-label="Phones">
            {phones.map(({ id, number }, index) => (
              <PhoneCard
                key={id}
                id={id}
                name={`Phone ${index + 1}`}
                number={number}
                welcome={welcome}
                shown={state.phones[id]}
                call={state.calls[state.phones[id]?.call ?? ""]}
                send={send}
                onCall={setChosen}
                onClose={phones.length > 1 ? () => closePhone(id) : undefined}
              />
            ))}
            <button type="button" class="add" onClick={addPhone}>
              Add a phone
            </button>
          </section>
          <section class="calls" aria-label="Calls">
            {call ? (
              <CallView
                call={call}
                calls={calls}
                onChoose={setChosen}
                phones={phones.map(({ id }) => id)}
                phoneStates={state.phones}
                send={send}
              />
            ) : (
              <div class="empty">
                <h2>No call yet</h2>
                <p>
                  Press Call. What happens is shown here as it happens: events, answers, and what each party
                  hears.
                </p>
              </div>
            )}
          </section>
          <aside aria-label="Around the calls">
            {welcome.hints.length > 0 && (
              <section class="card">
                <h2>Try</h2>
                <ul class="hints">
                  {welcome.hints.map((hint) => (
                    <li key={hint}>{hint}</li>
                  ))}
                </ul>
              </section>
            )}
            {welcome.flow && (
              <Flow flow={welcome.flow} at={call && !call.summary.over ? stepOf(call)?.path : undefined} />
            )}
            <Meetings meetings={state.meetings} calls={state.calls} />
            <Tools call={call} numbers={welcome.numbers} send={send} />
          </aside>
        </main>
      )}
    </>
  );
}
