#!/usr/bin/env node
// Makes the demo prompts from the texts in prompts.json: spoken by espeak-ng, brought to what a phone plays by sox.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const { out } = parseArgs({ options: { out: { type: "string", default: here } } }).values;
const mostBytes = 1_000_000;
const headerBytes = 44;

const prompts = JSON.parse(readFileSync(join(here, "prompts.json"), "utf8"));
const work = mkdtempSync(join(tmpdir(), "prompts-"));
let total = 0;
try {
  for (const [name, { text, wav }] of Object.entries(prompts)) {
    const bytes = make(name, text);
    total += bytes.length;
    const file = join(out, wav);
    const changed = !existsSync(file) || !readFileSync(file).equals(bytes);
    if (changed) writeFileSync(file, bytes);
    const seconds = (bytes.length - headerBytes) / 16_000;
    console.log(
      `${name.padEnd(20)} ${seconds.toFixed(2).padStart(6)} s ${String(bytes.length).padStart(8)} bytes${changed ? "  written" : ""}`,
    );
  }
} finally {
  rmSync(work, { recursive: true });
}
console.log(`${"together".padEnd(20)} ${" ".repeat(8)} ${String(total).padStart(8)} bytes`);
if (total > mostBytes) {
  console.error(`The prompts have ${total} bytes together; they may have ${mostBytes}. Shorten the texts.`);
  process.exitCode = 1;
}

function make(name, text) {
  const [spoken, trimmed] = [join(work, `${name}.spoken.wav`), join(work, `${name}.wav`)];
  run("espeak-ng", ["-v", "en-us", "-s", "155", "-p", "45", "-w", spoken, text]);
  // Silence off both ends, a little put back, level to -3 dBFS, then 8 kHz mono 16-bit PCM without dither: always the same.
  const silence = ["silence", "1", "0.01", "0.5%", "reverse", "silence", "1", "0.01", "0.5%", "reverse"];
  const format = ["-D", spoken, "-r", "8000", "-c", "1", "-b", "16", "-e", "signed-integer", trimmed];
  run("sox", [...format, ...silence, "pad", "0.05", "0.1", "gain", "-n", "-3"]);
  return plainWav(readFileSync(trimmed));
}

/** The header of 44 bytes that every player reads, and nothing else before the samples. */
function plainWav(file) {
  const at = file.indexOf("data");
  const samples = file.subarray(at + 8, at + 8 + file.readUInt32LE(at + 4));
  const header = Buffer.alloc(headerBytes);
  header.write("RIFF", 0);
  header.writeUInt32LE(headerBytes - 8 + samples.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(16_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

function run(program, args) {
  const { error, status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (error) {
    throw new Error(
      `${program} could not be started (${error.code}); install it, for example with: apt-get install espeak-ng sox`,
    );
  }
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
}
