import { spawn } from "node:child_process";

/** A command that ended with anything but 0; the message has the last 60 lines of what it printed. */
class CommandFailed extends Error {
  constructor(line, code, output) {
    super(`${line}\nended with ${code}:\n${output.split("\n").slice(-60).join("\n")}`);
    this.name = "CommandFailed";
  }
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
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve(stdout.trim());
      else reject(new CommandFailed([program, ...args].join(" "), code ?? signal, output));
    });
  });
}
