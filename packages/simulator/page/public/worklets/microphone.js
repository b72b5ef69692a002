// Takes the microphone at the rate of the device, and gives 20 ms of 8 kHz at a time, through a low pass at 3.4 kHz.
const telephoneRate = 8000;
const frameSamples = 160;
const crossings = 12;
const cutoff = 3400;

class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.step = sampleRate / telephoneRate;
    const band = (2 * cutoff) / sampleRate;
    this.reach = Math.ceil(crossings / band);
    this.kernel = Float32Array.from({ length: 2 * this.reach + 1 }, (_, index) => {
      const x = index - this.reach;
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * band * x) / (Math.PI * band * x);
      return band * sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / this.reach));
    });
    this.samples = [];
    this.next = this.reach;
    this.frame = new Int16Array(frameSamples);
    this.filled = 0;
  }

  process([[input]]) {
    if (!input) return true;
    for (const sample of input) this.samples.push(sample);
    while (this.next + this.reach < this.samples.length) {
      const center = Math.floor(this.next);
      let sum = 0;
      for (let tap = -this.reach; tap <= this.reach; tap++)
        sum += this.samples[center + tap] * this.kernel[tap + this.reach];
      this.frame[this.filled++] = Math.max(-32768, Math.min(32767, Math.round(sum * 32768)));
      if (this.filled === frameSamples) {
        this.port.postMessage(this.frame.slice());
        this.filled = 0;
      }
      this.next += this.step;
    }
    const done = Math.floor(this.next) - this.reach;
    this.samples.splice(0, done);
    this.next -= done;
    return true;
  }
}

registerProcessor("switchhook-microphone", Microphone);
