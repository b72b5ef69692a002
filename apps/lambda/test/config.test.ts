import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { IvrError } from "@switchhook/core";
import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config.js";

const example = parseEnv(readFileSync(new URL("../.env.example", import.meta.url), "utf8")) as Record<
  string,
  string
>;

const refusal = (env: Record<string, string>): IvrError => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof IvrError) return error;
    throw error;
  }
  throw new Error("the configuration was taken");
};

describe("the configuration", () => {
  it("of .env.example is complete, and has the PIN 12345 among its demo listings", () => {
    expect(readConfig(example).MEETING_DIRECTORY).toBe("demo-meetings.json");
    const { meetings } = JSON.parse(readFileSync(new URL("../demo-meetings.json", import.meta.url), "utf8"));
    expect(meetings.map(({ pin }: { pin: string }) => pin)).toContain("12345");
  });

  it("leaves the length of PINs to the directory, and gives a caller three tries", () => {
    const { PIN_MAX_ATTEMPTS, PIN_MIN_DIGITS, PIN_MAX_DIGITS } = readConfig({
      PROMPT_BUCKET: "prompts",
      RECORDING_BUCKET: "recordings",
      MEETING_DIRECTORY: "open",
    });
    expect([PIN_MAX_ATTEMPTS, PIN_MIN_DIGITS, PIN_MAX_DIGITS]).toEqual([3, undefined, undefined]);
  });

  it("takes one bound of the length of PINs alone", () => {
    expect(readConfig({ ...example, PIN_MIN_DIGITS: "8" }).PIN_MIN_DIGITS).toBe(8);
    expect(readConfig({ ...example, PIN_MAX_DIGITS: "2" }).PIN_MAX_DIGITS).toBe(2);
  });

  it("that is wrong names every variable, what was given and what is expected, all at once", () => {
    const { code, message } = refusal({
      PROMPT_BUCKET: "Not A Bucket",
      MEETING_DIRECTORY: "",
      PIN_MAX_ATTEMPTS: "many",
      PIN_MAX_DIGITS: "99",
      MEDIA_REGION: "moon",
      LOG_LEVEL: "LOUD",
      METRICS_NAMESPACE: "not a name",
      TRACES_RATIO: "10%",
    });
    expect(code).toBe("IVR_CONFIG_INVALID");
    expect(message.split("\n").slice(1)).toEqual([
      '- PROMPT_BUCKET: expected the name of an S3 bucket: 3 to 63 of a-z 0-9 . -, given "Not A Bucket"',
      "- MEETING_DIRECTORY: expected the path of a JSON file, dynamodb:TABLE, or `open` to let any PIN in, given nothing",
      "- RECORDING_BUCKET: expected the name of an S3 bucket: 3 to 63 of a-z 0-9 . -, given nothing",
      '- MEDIA_REGION: expected a region such as us-east-1, given "moon"',
      '- PIN_MAX_ATTEMPTS: expected a whole number from 1 to 9, given "many"',
      '- PIN_MAX_DIGITS: expected a whole number from 1 to 32, given "99"',
      '- LOG_LEVEL: expected DEBUG, INFO, WARN, ERROR or SILENT, given "LOUD"',
      '- METRICS_NAMESPACE: expected a namespace of CloudWatch such as Switchhook/DialIn, given "not a name"',
      '- TRACES_RATIO: expected a part of all calls, from 0 to 1 such as 0.1, given "10%"',
    ]);
  });

  it("refuses PINs that must be longer than they may be", () => {
    const { message } = refusal({ ...example, PIN_MIN_DIGITS: "8", PIN_MAX_DIGITS: "4" });
    expect(message).toContain("PIN_MAX_DIGITS: expected a number that is not below PIN_MIN_DIGITS");
    const all = refusal({ PIN_MIN_DIGITS: "8", PIN_MAX_DIGITS: "4", PROMPT_BUCKET: "a..b" }).message;
    for (const name of ["PIN_MAX_DIGITS", "PROMPT_BUCKET", "MEETING_DIRECTORY"])
      expect(all).toContain(`- ${name}:`);
  });
});
