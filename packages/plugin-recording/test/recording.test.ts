import { describe, expect, it } from "vitest";
import { recording } from "../src/index.js";

// What the keys do is tested in whole calls, in apps/lambda/test.
describe("the options of recording", () => {
  it("are refused all at once, with path, value and what is expected", () => {
    const make = () =>
      recording({
        destination: { bucket: "No Bucket", prefix: "/calls/" },
        keys: "record",
        track: "ALL",
      } as never);
    expect(make).toThrow('recording.destination.bucket: must be the name of an S3 bucket, given "No Bucket"');
    expect(make).toThrow('recording.destination.prefix: must neither begin nor end with /, given "/calls/"');
    expect(make).toThrow('recording.keys: must be one to ten of 0-9 * #, given "record"');
    expect(make).toThrow("recording.track");
  });

  it("claim the keys *9 by default, and others when told so", () => {
    const keysOf = (plugin: ReturnType<typeof recording>) =>
      Object.keys(plugin.definition.feature?.digits ?? {});
    expect(keysOf(recording({ destination: { bucket: "calls" } }))).toEqual(["*9"]);
    expect(keysOf(recording({ destination: { bucket: "calls" }, keys: "*1" }))).toEqual(["*1"]);
  });
});
