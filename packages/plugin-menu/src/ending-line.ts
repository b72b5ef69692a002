import { definePlugin, end, type Line } from "@switchhook/core";

const endOfCall = definePlugin({ name: "end-of-call", step: { ask: () => end() } });

/** A line at the end of which the call ends: for callers without what the steps after the branch need. */
export const endingLine = <L extends Line>(line: L): L => ({
  ...line,
  plugins: [...line.plugins, endOfCall],
});
