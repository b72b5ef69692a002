import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

// The build of this package runs before its tests.
const app = fileURLToPath(new URL("..", import.meta.url));

interface Output {
  readonly inputs: Record<string, unknown>;
  readonly imports: readonly { readonly path: string; readonly kind: string; readonly external?: boolean }[];
}
const { outputs } = JSON.parse(readFileSync(`${app}/dist/meta.json`, "utf8")) as {
  outputs: Record<string, Output>;
};

/** The sources that are read before the first event is answered. */
function readAtStart(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const output = outputs[file];
  return [
    ...Object.keys(output?.inputs ?? {}),
    ...(output?.imports ?? [])
      .filter(({ kind, external }) => kind === "import-statement" && !external)
      .flatMap(({ path }) => readAtStart(path, seen)),
  ];
}

const run = (args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, args, { cwd: app, encoding: "utf8", env: { PATH: process.env.PATH, ...env } });

const environment = {
  PROMPT_BUCKET: "prompts",
  RECORDING_BUCKET: "recordings",
  MEETING_DIRECTORY: "demo-meetings.json",
  AWS_REGION: "us-east-1",
};

const firstEvent = (env: Record<string, string>, before = "") => {
  const event = readFileSync(`${app}/../../packages/core/fixtures/events/real-new-inbound-call.json`, "utf8");
  const script = `
    ${before}
    const { handler } = await import(${JSON.stringify(`file://${app}/dist/handler.mjs`)});
    console.log("ANSWER " + JSON.stringify(await handler(${event})));`;
  return run(["--input-type=module", "-e", script], { ...environment, ...env });
};

describe("the bundle", () => {
  it("has the SDK inside, but does not read it before a caller needs a meeting", () => {
    const atStart = readAtStart("dist/handler.mjs");
    expect(atStart.some((source) => source.includes("packages/core/"))).toBe(true);
    expect(atStart.filter((source) => source.includes("@aws-sdk/") || source.includes("@smithy/"))).toEqual(
      [],
    );
    const all = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
    expect(all.some((source) => source.includes("@aws-sdk/client-chime-sdk-meetings"))).toBe(true);
  });

  it("has what records calls inside, without the guards beside it, and does not read it at start", () => {
    const all = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
    const ofHarden = (sources: readonly string[]) =>
      sources.flatMap((source) => /packages\/harden\/dist\/(.*)\.js$/.exec(source)?.[1] ?? []).toSorted();
    expect(ofHarden(all)).toEqual(["read-event", "record-calls"]);
    expect(ofHarden(readAtStart("dist/handler.mjs"))).toEqual([]);
  });

  it("exports a handler that answers an event from any folder", () => {
    const { stdout, stderr } = firstEvent({ LOG_LEVEL: "SILENT" });
    expect(stderr).toBe("");
    const answer = JSON.parse(stdout.split("ANSWER ")[1] ?? "null");
    expect(answer.Actions.map(({ Type }: { Type: string }) => Type)).toEqual([
      "PlayAudio",
      "ReceiveDigits",
      "PlayAudioAndGetDigits",
    ]);
  });

  it("prints metrics of calls where a namespace is given, and does not read them otherwise", () => {
    const { stdout } = firstEvent({ LOG_LEVEL: "SILENT", METRICS_NAMESPACE: "Switchhook/DialIn" });
    expect(stdout).toContain('"Namespace":"Switchhook/DialIn"');
    expect(stdout).toContain('"CallsBegun":1');
    expect(firstEvent({ LOG_LEVEL: "SILENT" }).stdout).not.toContain("CallsBegun");
    expect(readAtStart("dist/handler.mjs").filter((source) => source.includes("metrics"))).toEqual([]);
  });

  it("makes spans for the provider that is registered where a ratio is given, and does not read OpenTelemetry otherwise", () => {
    // What a layer does before the handler is read: it leaves its provider where every copy of the API finds it.
    const provider = `
      const named = (name) => ({ startSpan: (event) => (console.log("SPAN " + name + " " + event), { setStatus() {}, end() {} }) });
      globalThis[Symbol.for("opentelemetry.js.api.1")] = { version: "1.9.1", trace: { getTracer: named } };`;
    const spans = (env: Record<string, string>) =>
      firstEvent({ LOG_LEVEL: "SILENT", ...env }, provider).stdout.match(/SPAN .*/g);
    expect(spans({ TRACES_RATIO: "1" })).toEqual(["SPAN @switchhook/otel NEW_INBOUND_CALL"]);
    expect(spans({})).toBeNull();
    expect(readAtStart("dist/handler.mjs").filter((source) => source.includes("opentelemetry"))).toEqual([]);
  });

  it("fails at cold start with everything that is wrong with its environment", () => {
    const { status, stderr } = run(["dist/handler.mjs"], { MEETING_DIRECTORY: "demo-meetings.json" });
    expect(status).not.toBe(0);
    expect(stderr).toContain("PROMPT_BUCKET: expected the name of an S3 bucket");
    expect(stderr).toContain("RECORDING_BUCKET: expected the name of an S3 bucket");
  });
});

describe("npm start", () => {
  const start = (...args: string[]) => run(["bin/start.mjs", ...args]);

  it("plays an unattended call on real prompts and meetings, and exits 0 when it ended well", () => {
    const { status, stdout, stderr } = start("--script", "12345#, wait 1s, *6, hangup");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const lines = stdout
      .split("\n")
      .filter((line) => /^\d\d:\d\d/.test(line))
      .map((line) => line.slice(9));
    expect(lines.map((line) => line.replace(/meeting [0-9a-f]{8}/, "meeting ID"))).toEqual([
      '♪  "Welcome to the meeting line." (welcome.wav)',
      '♪  "Please enter your meeting PIN, followed by the pound key." (enter-pin.wav)',
      "?  waits 10 s for 3 to 5 digits, ended by #",
      "☎  1 2 3 4 5 #",
      "●  in the meeting ID",
      "☎  * 6",
      "●  muted",
      '♪  "You are muted." (muted.wav)',
      "☎  hangs up",
      "●  out of the meeting: the caller hung up",
      "■  call ended: the caller hung up",
    ]);
  });

  it("exits 1 when the call did not end well, and says why", () => {
    const { status, stderr } = start("--script", "111#, 222#, 333#, 444#");
    expect(status).toBe(1);
    expect(stderr).toContain("the call had ended before part 4 of the script");
  });

  it("exits 2 with its usage when the script is none", () => {
    const { status, stderr } = start("--script", "12345#, dance");
    expect(status).toBe(2);
    expect(stderr).toContain('part 2 of the script is "dance"');
    expect(stderr).toContain("npm start");
  });
});

describe("the demo prompts", () => {
  const prompts = JSON.parse(readFileSync(`${app}/prompts/prompts.json`, "utf8")) as Record<
    string,
    { wav: string }
  >;
  const files = Object.values(prompts).map(({ wav }) => `${app}/prompts/${wav}`);

  it("are all there: 8 kHz mono 16-bit PCM, under 1 MB together", () => {
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    const contents = files.map((file) => readFileSync(file));
    expect(contents.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(1_000_000);
    for (const wav of contents) {
      expect([
        wav.readUInt16LE(20),
        wav.readUInt16LE(22),
        wav.readUInt32LE(24),
        wav.readUInt16LE(34),
      ]).toEqual([1, 1, 8000, 16]);
    }
  });
});
