#!/usr/bin/env node
import { pinsCommand } from "../dist/cli/pins-command.js";
import { terminal } from "../dist/cli/terminal.js";

process.exitCode = await pinsCommand(process.argv.slice(2), terminal);
