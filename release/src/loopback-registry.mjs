import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { run } from "./command.mjs";
import { refuseUnlessLoopback } from "./loopback-only.mjs";

const program = fileURLToPath(new URL("../registry", import.meta.url));

/**
 * Starts an empty registry on 127.0.0.1. It has what is published to it, and asks the registry that npm is configured
 * with for everything else; packages of ours are never asked for there.
 * @param {{ folder: string, names: readonly string[] }} options where its storage goes, and what ours are called
 */
export async function startLoopbackRegistry({ folder, names }) {
  if (!existsSync(join(program, "node_modules")))
    await run("npm", ["ci", "--prefer-offline"], { cwd: program });
  mkdirSync(folder, { recursive: true });
  const upstream = await run("npm", ["config", "get", "registry"], { cwd: program });
  writeFileSync(join(folder, "config.json"), JSON.stringify(configuration(folder, names, upstream)));

  const server = spawn(process.execPath, [join(program, "serve.mjs"), join(folder, "config.json")], {
    cwd: program,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(server, "exit");
  const url = await Promise.race([addressOf(server), ended.then(() => undefined)]);
  if (url === undefined) throw new Error("the registry on loopback ended before it listened");
  refuseUnlessLoopback(url, "the registry");
  return {
    url,
    env: clientEnvironment(url, folder, await cacheBeside(folder)),
    close: async () => {
      server.stdin.end();
      await ended;
    },
  };
}

/** Read from this environment, npm and everything it starts use that registry, whatever the user has configured. */
function clientEnvironment(url, folder, cache) {
  const userConfig = join(folder, "npmrc");
  // npm publishes only with a token; this registry takes any.
  writeFileSync(
    userConfig,
    `registry=${url}\n//${new URL(url).host}/:_authToken=rehearsal\naudit=false\nfund=false\n`,
  );
  const others = Object.entries(process.env).filter(
    ([name]) => !/^npm_config_(registry|userconfig|cache|.*:registry)$/i.test(name),
  );
  return {
    ...Object.fromEntries(others),
    npm_config_registry: url,
    npm_config_cache: cache,
    NPM_CONFIG_USERCONFIG: userConfig,
  };
}

/**
 * A cache of npm's with what has been downloaded before, which goes by its content, and without the programs that
 * `npm create` has installed: those go by name and version, and would be taken from the last rehearsal.
 */
async function cacheBeside(folder) {
  const downloaded = join(await run("npm", ["config", "get", "cache"], { cwd: folder }), "_cacache");
  const cache = join(folder, "npm-cache");
  mkdirSync(downloaded, { recursive: true });
  mkdirSync(cache);
  symlinkSync(downloaded, join(cache, "_cacache"), "junction");
  return cache;
}

async function addressOf(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /^listening on (\S+)$/.exec(line)?.[1];
    if (url !== undefined) {
      // Nobody reads on: what it logs must not fill the pipe.
      server.stdout.resume();
      return url;
    }
  }
}

function configuration(folder, names, upstream) {
  const anybody = { access: "$all", publish: "$all", unpublish: "$all" };
  return {
    configPath: join(folder, "config.json"),
    storage: join(folder, "storage"),
    auth: { htpasswd: { file: join(folder, "htpasswd"), max_users: -1 } },
    uplinks: { configured: { url: upstream, timeout: "60s", max_fails: 10 } },
    packages: {
      ...Object.fromEntries(names.map((name) => [name, anybody])),
      "**": { access: "$all", publish: "$authenticated", proxy: "configured" },
    },
    max_body_size: "50mb",
    log: { type: "stdout", format: "pretty", level: "error" },
    web: { enable: false },
  };
}
