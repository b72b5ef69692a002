// A voice program: writes a tone of 50 ms for each character of its text, and a line about what it did into a log.
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";

const [textFile, wavFile, log] = process.argv.slice(2);
const text = readFileSync(textFile, "utf8");
const rate = 22_050;

function wav(ms) {
  const samples = Math.round((rate * ms) / 1000);
  const file = Buffer.alloc(44 + 2 * samples);
  file.write("RIFF\xff\xff\xff\x7fWAVEfmt ", "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  // As a program writes that streams: it does not know yet how long it will be.
  file.writeUInt32LE(0x7ffff000, 40);
  for (let at = 0; at < samples; at++) {
    file.writeInt16LE(Math.round(2000 * Math.sin((2 * Math.PI * 440 * at) / rate)), 44 + 2 * at);
  }
  return file;
}

appendFileSync(log, `begin ${text}\n`);
if (text.includes("hang")) setInterval(() => {}, 1000);
else if (text.includes("fail")) {
  console.error("no such voice");
  process.exit(3);
} else if (text.includes("rubbish")) writeFileSync(wavFile, "<html>");
else if (!text.includes("mute")) {
  // Long enough for others to begin meanwhile, if they may.
  await new Promise((resolve) => setTimeout(resolve, text.includes("at once") ? 150 : 0));
  writeFileSync(wavFile, wav(50 * text.length));
}
appendFileSync(log, `end ${text}\n`);
