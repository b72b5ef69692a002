import { createHash } from "node:crypto";
import { Logger, singleton } from "@switchhook/core";
import { MeetingDirectory } from "./meeting-directory.js";

/** A directory for development: every PIN is a meeting, so nobody is kept out; it says so in the log. */
export const openDirectory = () =>
  singleton(MeetingDirectory, {
    deps: { log: Logger },
    make({ log }): MeetingDirectory {
      log.warn("the open meeting directory is in use: any PIN opens a meeting; this is for development only");
      return {
        find(pin) {
          return { id: `open-${createHash("sha256").update(pin).digest("hex").slice(0, 24)}` };
        },
      };
    },
  });
