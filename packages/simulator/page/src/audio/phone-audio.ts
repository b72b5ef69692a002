import { decodeMuLaw, encodeMuLaw } from "../../../src/audio/mulaw.js";
import type { AudioMessage } from "../../../src/phone-server/protocol.js";
import { token } from "../token.js";
import { soundKey } from "./key-tones.js";
import { probe } from "./probe.js";

const telephoneRate = 8000;

let playing: Promise<AudioContext> | undefined;

/** The context that all phones play in: made beforehand, it is heard once a click has resumed it. */
function context(): Promise<AudioContext> {
  playing ??= (async () => {
    const made = new AudioContext({ sampleRate: telephoneRate, latencyHint: "interactive" });
    await made.audioWorklet.addModule("worklets/player.js");
    return made;
  })();
  return playing;
}

/** Whether this browser can play and record as a phone does; without, one reads and types. */
export const hasAudio = typeof AudioWorkletNode !== "undefined" && typeof AudioContext !== "undefined";

/** The sound of one phone, both ways: 20 ms of mu-law at a time. */
export class PhoneAudio {
  #socket: WebSocket | undefined;
  #player: AudioWorkletNode | undefined;
  #volume: GainNode | undefined;
  #microphone: { stop(): void } | undefined;
  #closed = false;

  constructor(
    private readonly phone: string,
    private readonly url: string,
    private readonly onReplaced: () => void,
  ) {
    this.#connect();
    if (hasAudio) void this.#prepare();
  }

  /** Lets sound be heard from here on; to be called in a click. */
  async begin(): Promise<void> {
    if (hasAudio) await (await context()).resume();
  }

  setVolume(volume: number): void {
    if (this.#volume) this.#volume.gain.value = volume;
  }

  async sound(key: string): Promise<void> {
    if (hasAudio) soundKey(await context(), key);
  }

  get speaking(): boolean {
    return this.#microphone !== undefined;
  }

  /** Switches the microphone on; the browser asks for leave. */
  async speak(): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true } });
    // At the device's own rate: not every browser resamples a microphone.
    const taking = new AudioContext();
    await taking.audioWorklet.addModule("worklets/microphone.js");
    const microphone = new AudioWorkletNode(taking, "switchhook-microphone", { numberOfOutputs: 0 });
    taking.createMediaStreamSource(stream).connect(microphone);
    microphone.port.onmessage = ({ data }) => this.#send(encodeMuLaw(data as Int16Array));
    this.#microphone = {
      stop() {
        for (const track of stream.getTracks()) track.stop();
        void taking.close();
      },
    };
  }

  hush(): void {
    this.#microphone?.stop();
    this.#microphone = undefined;
  }

  close(): void {
    this.#closed = true;
    this.hush();
    this.#player?.disconnect();
    this.#socket?.close();
  }

  async #prepare(): Promise<void> {
    const made = await context();
    this.#player = new AudioWorkletNode(made, "switchhook-player", { outputChannelCount: [1] });
    this.#volume = made.createGain();
    this.#player.connect(this.#volume).connect(made.destination);
    this.#player.port.onmessage = ({ data }) => probe(this.phone).tell(data);
  }

  #connect(): void {
    const socket = new WebSocket(
      `${this.url}?phone=${encodeURIComponent(this.phone)}&token=${encodeURIComponent(token)}`,
    );
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) =>
      typeof data === "string" ? this.#told(JSON.parse(data)) : this.#hear(data);
    socket.onclose = () => {
      if (!this.#closed) setTimeout(() => this.#connect(), 1000);
    };
  }

  #hear(data: ArrayBuffer): void {
    const frame = new Uint8Array(data);
    probe(this.phone).hear(frame);
    this.#player?.port.postMessage(decodeMuLaw(frame));
  }

  #told(message: AudioMessage): void {
    if (message.is === "flush") {
      probe(this.phone).flush();
      this.#player?.port.postMessage("flush");
      return;
    }
    this.#closed = true;
    this.onReplaced();
  }

  #send(frame: Uint8Array): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(frame as Uint8Array<ArrayBuffer>);
  }
}
