import { parentPort, workerData } from "node:worker_threads";
import { MediaDesk } from "./media-desk.js";
import type { MediaNews, MediaOrder, MediaThreadData } from "./messages.js";
import { startPacer } from "./pacer.js";
import { PhoneLines } from "./phone-lines.js";

// The entry of the media thread: nothing else runs here, so that nothing else can stop the sound.

const tell = (news: MediaNews): void => parentPort?.postMessage(news);

const phones = new PhoneLines();
const desk = new MediaDesk(phones, tell);
phones.listen(workerData as MediaThreadData).then(
  (port) => {
    tell({ is: "listening", port });
    startPacer(() => desk.tick());
    parentPort?.on("message", (order: MediaOrder) => desk.carryOut(order));
  },
  (error: unknown) => tell({ is: "broken", why: error instanceof Error ? error.message : String(error) }),
);
