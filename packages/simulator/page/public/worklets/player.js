// Plays frames of 8 kHz samples as they come; a little is kept back, so that a late one is not heard as a gap.
const startSamples = 320;

class Player extends AudioWorkletProcessor {
  constructor() {
    super();
    this.frames = [];
    this.queued = 0;
    this.at = 0;
    this.playing = false;
    this.underruns = 0;
    this.port.onmessage = ({ data }) => {
      if (data === "flush") {
        this.frames = [];
        this.queued = 0;
        this.at = 0;
        this.playing = false;
        return;
      }
      this.frames.push(data);
      this.queued += data.length;
    };
  }

  process(_inputs, [[out]]) {
    if (!this.playing && this.queued < startSamples) return true;
    this.playing = true;
    for (let filled = 0; filled < out.length; ) {
      const [frame] = this.frames;
      if (!frame) {
        this.playing = false;
        this.underruns += 1;
        this.port.postMessage({ underruns: this.underruns });
        break;
      }
      const part = frame.subarray(this.at, this.at + out.length - filled);
      for (let index = 0; index < part.length; index++) out[filled + index] = part[index] / 32768;
      filled += part.length;
      this.at += part.length;
      this.queued -= part.length;
      if (this.at === frame.length) {
        this.frames.shift();
        this.at = 0;
      }
    }
    if (!this.sounded && out.some((sample) => Math.abs(sample) > 0.01)) {
      this.sounded = true;
      this.port.postMessage({ firstSound: true });
    }
    return true;
  }
}

registerProcessor("switchhook-player", Player);
