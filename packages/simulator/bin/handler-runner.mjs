// Runs a handler in a process of its own: events come in as messages, answers go out; what it prints is its log.
import { loadHandler } from "../dist/handlers/module-handler.js";

const tell = (message) => process.send?.(message);

process.on("uncaughtException", (error) => tell({ is: "crash", text: String(error?.stack ?? error) }));
process.on("unhandledRejection", (error) => tell({ is: "crash", text: String(error?.stack ?? error) }));

let loaded;
try {
  loaded = await loadHandler(process.argv[2]);
  tell({ is: "ready" });
} catch (error) {
  tell({ is: "broken", text: error?.message ?? String(error) });
}

process.on("message", async ({ id, event }) => {
  try {
    const answer = await loaded.handler(event);
    tell({ is: "answer", id, answer: answer === undefined ? null : JSON.parse(JSON.stringify(answer)) });
  } catch (error) {
    tell({ is: "threw", id, text: error?.message ?? String(error) });
  }
});
