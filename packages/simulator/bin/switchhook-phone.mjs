#!/usr/bin/env node
import { phoneCommand } from "../dist/phone-server/phone-command.js";

process.exitCode = await phoneCommand(process.argv.slice(2));
