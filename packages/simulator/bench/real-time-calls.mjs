// 200 calls at once on real time against one handler: how late sounds and pauses are over, in the media thread and in
// the engine. Prints figures; `node bench/real-time-calls.mjs [calls] [seconds]` after a build.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpuUsage } from "node:process";
import { wavHeader } from "../dist/audio/wav-file.js";
import { documentedRules, MeetingStore, realClock, ScriptedExchange, SmaService } from "../dist/index.js";
import { startRealMedia } from "../dist/media/real/real-media.js";

const calls = Number(process.argv[2] ?? 200);
const seconds = Number(process.argv[3] ?? 15);
const soundMs = 1000;
const pauseMs = 500;

const folder = mkdtempSync(join(tmpdir(), "switchhook-bench-"));
const path = join(folder, "tone.wav");
const samples = Int16Array.from({ length: soundMs * 8 }, (_, at) => 8000 * Math.sin(at / 3));
writeFileSync(path, Buffer.concat([wavHeader(samples.byteLength, 8000, 1), Buffer.from(samples.buffer)]));

const media = await startRealMedia({
  access: { token: "bench", hosts: [] },
  sounds: { prepare() {}, find: async () => ({ path }) },
  recordings: { fileFor: (_, key) => join(folder, key), written() {} },
});
const list = {
  SchemaVersion: "1.0",
  Actions: [
    { Type: "PlayAudio", Parameters: { AudioSource: { Type: "S3", BucketName: "bench", Key: "tone.wav" } } },
    { Type: "Pause", Parameters: { DurationInMilliseconds: pauseMs } },
  ],
};
const lateSounds = [];
const latePauses = [];
const last = new Map();
const service = new SmaService({
  handler: () => list,
  clock: realClock,
  media,
  rooms: new MeetingStore(),
  exchange: new ScriptedExchange(realClock, () => "rings on"),
  rules: documentedRules,
  region: "us-east-1",
  sipRuleId: "bench",
  sipMediaApplicationId: "bench",
  onTrace: (entry, call) => {
    const now = performance.now();
    if (entry.kind === "sound over") lateSounds.push(now - last.get(call) - soundMs);
    if (entry.kind === "event" && entry.event.Sequence > 1) latePauses.push(now - last.get(call) - pauseMs);
    if (entry.kind === "hears" || entry.kind === "sound over") last.set(call, now);
  },
});

const before = cpuUsage();
const began = performance.now();
for (let index = 0; index < calls; index++) {
  const call = service.receive({ from: `+1206555${String(index).padStart(4, "0")}`, to: "+12065550101" });
  call.begin();
  // Callers do not all come at the same millisecond.
  await new Promise((resolve) => setTimeout(resolve, 5));
}
await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const { user, system } = cpuUsage(before);
const cpu = (user + system) / 1000 / (performance.now() - began);
await media.close();

const at = (late, share) => [...late].sort((a, b) => a - b)[Math.floor(late.length * share)]?.toFixed(1);
console.log(
  `${calls} calls for ${seconds} s; ${lateSounds.length} sounds, ${latePauses.length} pauses; ${(cpu * 100).toFixed(0)} % of a core`,
);
for (const [name, late] of [
  ["sounds over", lateSounds],
  ["pauses over", latePauses],
]) {
  console.log(
    `${name}: late by p50 ${at(late, 0.5)} ms, p99 ${at(late, 0.99)} ms, most ${at(late, 0.9999)} ms`,
  );
}
process.exit(0);
