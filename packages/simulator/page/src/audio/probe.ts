/** What a test may know of a phone's sound; kept only when the address asks for it with `?probe`. */
class Probe {
  frames: Uint8Array[] = [];
  underruns = 0;
  firstSoundAt: number | undefined;
  flushedAt: number | undefined;

  hear(frame: Uint8Array): void {
    this.frames.push(frame);
    if (this.frames.length > 3000) this.frames.shift();
  }

  flush(): void {
    this.flushedAt = performance.now();
  }

  tell(data: { readonly underruns?: number; readonly firstSound?: boolean }): void {
    if (data.underruns !== undefined) this.underruns = data.underruns;
    if (data.firstSound) this.firstSoundAt ??= performance.now();
  }

  /** The last minute as it came, in mu-law. */
  received(): number[] {
    return this.frames.flatMap((frame) => [...frame]);
  }
}

const unwatched = { hear() {}, flush() {}, tell() {} };
const probes: Record<string, Probe> = {};
const asked = new URLSearchParams(window.location.search).has("probe");
if (asked) Object.assign(window, { switchhookAudio: probes });

/** Watches the sound of a phone, when that is asked for. */
export function probe(phone: string): Pick<Probe, "hear" | "flush" | "tell"> {
  if (!asked) return unwatched;
  probes[phone] ??= new Probe();
  return probes[phone];
}
