#!/usr/bin/env node
import { replayCommand } from "../dist/replay/replay-command.js";

process.exitCode = await replayCommand(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
