#!/usr/bin/env node
import { doctorCommand } from "../dist/doctor-command.js";

process.exitCode = await doctorCommand(process.argv.slice(2), {
  print: (line) => console.log(line),
  note: (line) => console.error(line),
});
