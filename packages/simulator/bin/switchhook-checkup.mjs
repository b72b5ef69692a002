#!/usr/bin/env node
import { checkupCommand } from "../dist/checkup/checkup-command.js";

process.exitCode = await checkupCommand(process.argv.slice(2), (text) => console.log(text));
