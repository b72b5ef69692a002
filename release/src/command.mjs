import { spawn } from "node:child_process";
import process from "node:process";

/** A command that ended with anything but 0; the message has the last 60 lines of what it printed. */
class CommandFailed extends Error {
  constructor(line, code, output) {
    super(`${line}\nended with ${code}:\n${output.split("\n").slice(-60).join("\n")}`);
    this.name = "CommandFailed";
  }
}

const running = new Set();
let ended = false;

/** Ends what `run` has started, with all that this has started in turn; nothing is started any more. */
export async function endCommands() {
  ended = true;
  await Promise.all(
    [...running].map(
      (child) =>
        new Promise((resolve) => {
          child.once("close", resolve);
          // The group: npm does not hand on every signal to what it runs.
          try {
            process.kill(-child.pid, "SIGKILL");
          } catch {
            // It has just ended by itself.
          }
        }),
    ),
  );
}

/**
 * Runs a program to its end and answers what it printed on stdout; stdin is nothing, so that whoever would ask does not.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>}
 */
export function run(program, args, { cwd, env = process.env }) {
  return new Promise((resolve, reject) => {
    if (ended) {
      reject(new Error(`${program} is not started: the rehearsal is being taken down`));
      return;
    }
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    running.add(child);
    let stdout = "";
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.on("error", (error) => {
      running.delete(child);
      reject(error);
    });
    child.on("close", (code, signal) => {
      running.delete(child);
      if (code === 0) resolve(stdout.trim());
      else reject(new CommandFailed([program, ...args].join(" "), code ?? signal, output));
    });
  });
}
