/** A clock of its own for a process: it goes with the true one, and is set forwards or backwards at any time. */
export class SkewedClock {
  constructor(truth) {
    this.truth = truth;
    this.offsetMs = 0;
  }

  now() {
    return this.truth().now() + this.offsetMs;
  }

  after(ms, then) {
    return this.truth().after(ms, then);
  }

  set(offsetMs) {
    this.offsetMs = offsetMs;
  }
}
