import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";

const patienceMs = 60_000;
let calls = 0;

/**
 * Starts the phone of a created project with `npm start`, on a free port, and gets its page and all that this asks for.
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
export async function startPhone(folder, env) {
  const running = spawn("npm", ["start", "--", "--port", "0"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    // npm starts a shell, that the script, that the phone: they are ended together.
    detached: true,
  });
  const signal = (name) => {
    try {
      process.kill(-running.pid, name);
    } catch {
      // They have ended.
    }
  };
  const kill = () => signal("SIGKILL");
  process.once("exit", kill);
  const ended = once(running, "close");
  let printed = "";
  for (const stream of [running.stdout, running.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      printed += text;
    });
  const close = async () => {
    signal("SIGTERM");
    const tooLate = setTimeout(kill, 5000);
    await ended;
    clearTimeout(tooLate);
    process.off("exit", kill);
  };
  /** Waits until it has printed this, and answers the match. */
  const prints = async (wanted) => {
    const end = Date.now() + patienceMs;
    for (;;) {
      const match = new RegExp(wanted).exec(printed);
      if (match) return match;
      if (running.exitCode !== null || Date.now() > end)
        throw new Error(`npm start has not printed ${wanted}:\n${printed}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  try {
    const [, url] = await prints("The phone is at (http://127\\.0\\.0\\.1:\\d+/)");
    const token = await loadPage(url);
    const { WebSocket } = createRequire(join(folder, "package.json"))("ws");
    return { close, prints, hears: (text) => callAndHear({ WebSocket, url, token, text }) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The page, its scripts and its styles as a browser asks for them; answers the token that lets it call. */
async function loadPage(url) {
  const page = await textAt(url);
  const assets = [...page.matchAll(/(?:src|href)="([^"#:]+)"/g)].map(([, path]) => path);
  if (!assets.some((path) => path.endsWith(".js"))) throw new Error(`the page has no script:\n${page}`);
  for (const path of assets) await textAt(new URL(path, url));
  return /switchhook-token" content="([^"]+)"/.exec(page)?.[1];
}

async function textAt(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}

/** Dials as the page does, and waits until the caller hears a text: then the thread of the media plays, too. */
async function callAndHear({ WebSocket, url, token, text }) {
  const { host, origin } = new URL(url);
  const socket = new WebSocket(`ws://${host}/control?token=${token}`, { origin });
  const heard = [];
  const phone = `p${++calls}`;
  try {
    await new Promise((resolve, reject) => {
      const tooLate = setTimeout(
        () => reject(new Error(`the caller has not heard "${text}":\n${heard.join("\n")}`)),
        patienceMs,
      );
      socket.once("error", reject);
      socket.on("message", (data) => {
        const message = String(data);
        if (/"kind":"hears"/.test(message)) heard.push(message);
        if (!heard.some((one) => one.includes(text))) return;
        clearTimeout(tooLate);
        resolve();
      });
      socket.once("open", () => {
        const send = (message) => socket.send(JSON.stringify(message));
        send({ do: "open phone", phone, number: "+12065550102" });
        send({ do: "dial", phone, to: "+12065550101", from: "+12065550102" });
      });
    });
  } finally {
    socket.terminate();
  }
}
