#!/usr/bin/env node
import process from "node:process";
import { createCommand } from "../dist/create-command.js";
import { terminal } from "../dist/terminal.js";

process.exitCode = await createCommand(process.argv.slice(2), terminal);
