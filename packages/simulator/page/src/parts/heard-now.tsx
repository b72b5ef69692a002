import { useEffect, useState } from "preact/hooks";
import type { ShownCall } from "../state.js";

/** What the party hears at the moment, in words; without a voice program the browser may say it. */
export function HeardNow({
  call,
  leg = "LEG-A",
  voice,
}: {
  readonly call: ShownCall | undefined;
  readonly leg?: "LEG-A" | "LEG-B" | undefined;
  readonly voice: boolean;
}) {
  const [aloud, setAloud] = useState(false);
  const last = call?.entries.findLast(
    ({ entry }) => (entry.kind === "hears" || entry.kind === "sound over") && entry.leg === leg,
  );
  const sound = last?.entry.kind === "hears" ? last.entry.sound : undefined;
  const spoken = sound !== undefined && "text" in sound;
  const text = sound && (last?.text ?? ("text" in sound ? sound.text : sound.key));
  useEffect(() => {
    if (!aloud || voice || !spoken || !text) return undefined;
    window.speechSynthesis.speak(new SpeechSynthesisUtterance(text));
    return () => window.speechSynthesis.cancel();
  }, [text, aloud, spoken, voice]);
  const canSpeak = !voice && typeof window.speechSynthesis !== "undefined";
  return (
    <div class="heard">
      <p aria-live="polite">{text ? `“${text}”` : " "}</p>
      {canSpeak && (
        <label>
          <input
            type="checkbox"
            checked={aloud}
            onChange={(event) => setAloud(event.currentTarget.checked)}
          />{" "}
          let the browser speak
        </label>
      )}
    </div>
  );
}
