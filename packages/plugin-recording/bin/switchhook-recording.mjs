#!/usr/bin/env node
import { recordingCommand } from "../dist/cli/recording-command.js";

process.exitCode = await recordingCommand(process.argv.slice(2), {
  print: (line) => console.log(line),
  env: process.env,
  note: (line) => console.error(line),
});
