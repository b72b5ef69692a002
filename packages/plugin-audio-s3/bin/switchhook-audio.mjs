#!/usr/bin/env node
import { audioCommand } from "../dist/cli/audio-command.js";
import { terminal } from "../dist/cli/terminal.js";

process.exitCode = await audioCommand(process.argv.slice(2), terminal);
