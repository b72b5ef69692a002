import { spawn } from "node:child_process";

/** Why a program did not do its work: what happened, and what to do. */
export class VoiceProgramError extends Error {
  override readonly name = "VoiceProgramError";
}

const mostOutput = 2000;

/** Runs a program without a shell, gives it a text, and answers the beginning of what it writes; killed after `mostMs`. */
export function runProgram(
  [program, ...args]: readonly [program: string, ...args: string[]],
  text: string,
  mostMs: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { shell: false, windowsHide: true });
    const fail = (what: string, remedy: string) => {
      clearTimeout(timer);
      reject(new VoiceProgramError(`the voice program ${program} ${what}; ${remedy}`));
    };
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      // A process of its own may hold these open for longer.
      child.stdout.destroy();
      child.stderr.destroy();
      fail(`did not finish within ${mostMs} ms`, "try it by hand, or choose another");
    }, mostMs);
    let output = "";
    let complaints = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      if (output.length < mostOutput) output += part;
    });
    child.stderr.setEncoding("utf8").on("data", (part: string) => {
      if (complaints.length < mostOutput) complaints += part;
    });
    // A program that does not read its input says why by its exit code.
    child.stdin.on("error", () => {});
    child.on("error", ({ message }) =>
      fail(`cannot be run (${message})`, 'install it, choose another, or "none"'),
    );
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(output);
      else
        fail(
          `ended with ${signal ?? code}: ${complaints.trim().slice(0, 300) || "it said nothing"}`,
          "try it by hand",
        );
    });
    child.stdin.end(text);
  });
}
