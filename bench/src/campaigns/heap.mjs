/** The heap once everything has been collected that can be; what goes by turns of the loop needs some. */
export async function settledHeap() {
  for (let round = 0; round < 6; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage().heapUsed;
}
