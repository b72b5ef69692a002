/** What was done, one row each, printed as a table at the end also when something failed. */
export class Report {
  /** @type {{ step: string, result: string, seconds: string }[]} */
  #rows = [];

  /**
   * Does one step, and writes down how long it took and what came of it: the text that it answers.
   * @param {string} step
   * @param {() => Promise<string>} work
   */
  async step(step, work) {
    process.stdout.write(`${step} ...\n`);
    const start = performance.now();
    try {
      this.#add(step, await work(), start);
    } catch (error) {
      this.#add(step, "FAILED", start);
      throw error;
    }
  }

  toString() {
    const rows = [{ step: "step", result: "result", seconds: "s" }, ...this.#rows];
    const width = (column) => Math.max(...rows.map((row) => row[column].length));
    const [step, seconds] = [width("step"), width("seconds")];
    return rows
      .map((row) => `${row.step.padEnd(step)}  ${row.seconds.padStart(seconds)}  ${row.result}`)
      .join("\n");
  }

  #add(step, result, start) {
    this.#rows.push({ step, result, seconds: ((performance.now() - start) / 1000).toFixed(1) });
  }
}
