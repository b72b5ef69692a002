import type { CallCommands } from "@switchhook/aws";
import type { Logger } from "@switchhook/core";
import type { MeetingRooms } from "./meeting-rooms.js";

/** The command that lets a caller in who waits in `joinMeeting`. */
export const admitCommand = "admit";

export interface AdmitWaiting {
  readonly rooms: MeetingRooms;
  readonly commands: CallCommands;
  /** Id of the listing. */
  readonly meeting: string;
  readonly log: Logger;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Lets in everybody who waits for the moderator of a meeting; answers how many were told. Whoever could not be told, for
 * the service takes five commands a second, goes in by himself when his music has been played once more.
 */
export async function admitWaiting({ rooms, commands, meeting, log, signal }: AdmitWaiting): Promise<number> {
  const { waiting } = await rooms.look(meeting, signal);
  const told = await Promise.all(
    waiting.map(async (transactionId) => {
      try {
        const outcome = await commands.send({ transactionId, command: admitCommand }, signal);
        // Hung up without a cleanup that could be carried out.
        if (outcome === "gone") await rooms.leave(meeting, transactionId, signal);
        return outcome === "sent";
      } catch (error) {
        log.warn("a caller who waits could not be told that the moderator is there", { error });
        return false;
      }
    }),
  );
  return told.filter(Boolean).length;
}
