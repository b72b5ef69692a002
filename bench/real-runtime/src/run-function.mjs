import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { calls, checkAnswer } from "../../src/calls.mjs";
import { idOf } from "../../src/events.mjs";
import { runtimeApi } from "./runtime-api.mjs";

const client = (folder) =>
  fileURLToPath(new URL(`../${folder}/node_modules/.bin/aws-lambda-ric`, import.meta.url));

/**
 * Runs a bundle as Lambda does: a process of the runtime client, which asks a Runtime API for events. Answers milliseconds:
 * `init` from the start of the process to its first request for an event, `first` from that event to its answer, and those
 * of each later invocation by the event of the call; of the first `warmUp` calls nothing is kept.
 */
export async function runFunction({ bundle, runtime, environment, lines, numberOfCalls, warmUp, call }) {
  const api = await runtimeApi();
  const folder = mkdtempSync(join(tmpdir(), "real-runtime-"));
  const log = openSync(join(folder, "log"), "w");
  const began = performance.now();
  const child = spawn(process.execPath, [client(runtime), "handler.handler"], {
    cwd: dirname(bundle),
    stdio: ["ignore", log, log],
    env: {
      PATH: process.env.PATH,
      AWS_LAMBDA_RUNTIME_API: api.address,
      AWS_LAMBDA_FUNCTION_NAME: "bench",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/bench",
      AWS_LAMBDA_LOG_STREAM_NAME: "bench",
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split(".")[0]}.x`,
      AWS_REGION: "us-east-1",
      LAMBDA_TASK_ROOT: dirname(bundle),
      _HANDLER: "handler.handler",
      ...environment,
    },
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.once("error", api.fail);
  child.once("exit", (code) => api.fail(new Error(`the runtime ended with ${code}`)));
  try {
    const init = (await api.ready()) - began;
    const times = [];
    let first;
    for (let index = 0; index < numberOfCalls; index++) {
      let attributes;
      for (const [step, event] of calls[call].events(idOf(index)).entries()) {
        if (attributes) event.CallDetails.TransactionAttributes = attributes;
        const { ms, answer } = await api.invoke(event);
        await checkAnswer(calls[call], event, answer);
        attributes = answer.TransactionAttributes;
        first ??= ms;
        if (index >= warmUp) times.push({ step, ms });
      }
    }
    const logged = readFileSync(join(folder, "log"), "utf8").match(/"message":"invocation"/g)?.length ?? 0;
    const should = lines * numberOfCalls * calls[call].events(idOf(0)).length;
    if (logged !== should) throw new Error(`${logged} log lines instead of ${should}`);
    return { init, first, times };
  } catch (cause) {
    const text = readFileSync(join(folder, "log"), "utf8").slice(-2000);
    throw new Error(`${bundle} did not run: ${cause.message}\n${text}`, { cause });
  } finally {
    child.kill("SIGKILL");
    await ended;
    await api.close();
    closeSync(log);
    rmSync(folder, { recursive: true });
  }
}
