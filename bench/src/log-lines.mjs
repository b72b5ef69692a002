/** Counts the lines of invocations from now on, and lets nobody read them. */
export function countLogLines() {
  const write = process.stdout.write.bind(process.stdout);
  let lines = 0;
  process.stdout.write = (text) => {
    if (String(text).includes('"message":"invocation"')) lines += 1;
    return true;
  };
  process.stderr.write = () => true;
  return {
    count: () => lines,
    /** Throws unless there are as many as there should be. */
    check(expected) {
      if (lines !== expected) throw new Error(`${lines} log lines instead of ${expected}`);
    },
    /** What the process that measures reads. */
    report: (result) => write(`${JSON.stringify(result)}\n`),
  };
}
