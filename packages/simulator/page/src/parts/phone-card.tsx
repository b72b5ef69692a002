import { useEffect, useRef, useState } from "preact/hooks";
import type { PageMessage, ServerMessage } from "../../../src/phone-server/protocol.js";
import { hasAudio, PhoneAudio } from "../audio/phone-audio.js";
import type { ShownCall, ShownPhone } from "../state.js";
import { DialForm, type Dialling } from "./dial-form.js";
import { HeardNow } from "./heard-now.js";
import { Keypad } from "./keypad.js";

export interface PhoneCardProps {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly welcome: Extract<ServerMessage, { is: "welcome" }>;
  readonly shown: ShownPhone | undefined;
  readonly call: ShownCall | undefined;
  readonly send: (message: PageMessage) => void;
  readonly onCall: (call: string) => void;
  readonly onClose: (() => void) | undefined;
}

const stateTexts = { idle: "ready", calling: "calling", ringing: "ringing", talking: "in a call" } as const;

/** One phone: dials, hears, types, speaks, hangs up. */
export function PhoneCard({ id, name, number, welcome, shown, call, send, onCall, onClose }: PhoneCardProps) {
  const audio = useRef<PhoneAudio>(undefined);
  const [speaking, setSpeaking] = useState(false);
  const [replaced, setReplaced] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const state = shown?.state ?? "idle";
  const busy = state !== "idle";

  useEffect(() => {
    if (!hasAudio) return undefined;
    const made = new PhoneAudio(id, welcome.audio, () => setReplaced(true));
    audio.current = made;
    return () => made.close();
  }, [id, welcome.audio]);

  useEffect(() => {
    if (shown?.call) onCall(shown.call);
    if (!busy) {
      audio.current?.hush();
      setSpeaking(false);
    }
  }, [shown?.call, busy]);

  const dial = (wish: Dialling) => {
    void audio.current?.begin();
    send({ do: "dial", phone: id, ...wish });
  };
  const answer = () => {
    void audio.current?.begin();
    send({ do: "answer", phone: id });
  };
  const press = (key: string) => {
    void audio.current?.sound(key);
    if (busy) send({ do: "key", phone: id, key });
  };
  const speak = async () => {
    if (speaking) {
      audio.current?.hush();
      setSpeaking(false);
      return;
    }
    try {
      await audio.current?.speak();
      setSpeaking(true);
    } catch (error) {
      setTrouble(`The microphone cannot be used: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const typed = (event: KeyboardEvent) => {
    const inField = (event.target as HTMLElement).closest("input, textarea") !== null;
    if (inField || !/^[0-9*#]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    press(event.key);
  };

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the phone takes keys of the keyboard as it takes those of its keypad
    <article class={`phone ${state}`} aria-label={name} tabIndex={0} onKeyDown={typed}>
      <div class="phone-head">
        <h2>{name}</h2>
        <span class="number">{number}</span>
        {onClose && (
          <button type="button" class="plain" aria-label={`Remove ${name}`} onClick={onClose}>
            ×
          </button>
        )}
      </div>
      <p class="phone-state" role="status">
        {stateTexts[state]}
        {shown?.peer && `: ${shown.peer}`}
        {shown?.leg === "LEG-B" && " (second leg)"}
      </p>
      {replaced && <p class="problem">This phone was opened in another tab, which has its sound now.</p>}
      {trouble && <p class="problem">{trouble}</p>}
      <HeardNow call={call} leg={shown?.leg} voice={welcome.voice !== undefined} />
      {state === "idle" && <DialForm numbers={welcome.numbers} own={number} onDial={dial} />}
      {state === "ringing" && (
        <div class="buttons">
          <button type="button" class="go" onClick={answer}>
            Answer
          </button>
          <button type="button" class="stop" onClick={() => send({ do: "refuse", phone: id })}>
            Refuse
          </button>
        </div>
      )}
      <Keypad onPress={press} />
      {(state === "calling" || state === "talking") && (
        <div class="buttons">
          <button type="button" aria-pressed={speaking} disabled={!hasAudio} onClick={() => void speak()}>
            Microphone
          </button>
          <button type="button" class="stop" onClick={() => send({ do: "hang up", phone: id })}>
            Hang up
          </button>
        </div>
      )}
      {hasAudio ? (
        <label class="volume">
          Volume
          <input
            type="range"
            min="0"
            max="1"
            step="0.05"
            defaultValue="1"
            onInput={(event) => audio.current?.setVolume(Number(event.currentTarget.value))}
          />
        </label>
      ) : (
        <p class="note">This browser has no audio worklets: read what is said, and type.</p>
      )}
    </article>
  );
}
