import process from "node:process";
import { ScriptError } from "../phone/script.js";
import { phoneUsage, readPhoneOptions, UsageError } from "./options.js";
import { runPhone } from "./run-phone.js";

/** `switchhook-phone`; answers the exit code: 0, 1 when a call did not end well, 2 for what cannot be started. */
export async function phoneCommand(args: readonly string[]): Promise<number> {
  try {
    const options = readPhoneOptions(args);
    if (!options) {
      console.log(phoneUsage);
      return 0;
    }
    const running = await runPhone(options, { print: (line) => console.log(line), input: process.stdin });
    if (running.is === "call") return reportCall(running.result.problems);
    console.log(`The phone is at ${running.url}`);
    console.log("Ctrl-C ends it.");
    await new Promise<void>((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
    await running.close();
    return 0;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const misused = error instanceof UsageError || error instanceof ScriptError;
    console.error(misused ? `${text}\n\n${phoneUsage}` : text);
    return 2;
  }
}

/** Tells what went wrong in a call; answers the exit code. */
export function reportCall(problems: readonly string[]): number {
  for (const problem of problems) console.error(`The call did not end well: ${problem}`);
  return problems.length === 0 ? 0 : 1;
}
