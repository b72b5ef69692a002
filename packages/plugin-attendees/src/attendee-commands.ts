import type { CallCommands } from "@switchhook/aws";

type Sent = Promise<"sent" | "gone">;

/** What a program can have done in the meeting of a call, where `attendeeControls({ commands })` allows it. */
export interface AttendeeCommands {
  /** Mutes the caller, or lets him be heard again. */
  mute(transactionId: string): Sent;
  unmute(transactionId: string): Sent;
  /** Mutes all others on the telephone, or lets them be heard again. */
  muteOthers(transactionId: string): Sent;
  unmuteOthers(transactionId: string): Sent;
  /** Mutes or unmutes some of them, 1 to 250 attendees by id. */
  modify(transactionId: string, operation: "Mute" | "Unmute", attendees: readonly string[]): Sent;
  /** Tells the caller how many are in the meeting. */
  sayCount(transactionId: string): Sent;
  lock(transactionId: string): Sent;
  unlock(transactionId: string): Sent;
  /** Takes the caller out of the meeting; the call goes on. */
  leave(transactionId: string): Sent;
  /** Ends the meeting for all. */
  endMeeting(transactionId: string): Sent;
}

/** The commands of `attendeeControls`, typed; sent with `callCommands()`, whose errors these are. */
export const attendeeCommands = (calls: CallCommands, signal?: AbortSignal): AttendeeCommands => {
  const send = (command: string) => (transactionId: string) => calls.send({ transactionId, command }, signal);
  return {
    mute: send("mute"),
    unmute: send("unmute"),
    muteOthers: send("mute-others"),
    unmuteOthers: send("unmute-others"),
    modify: (transactionId, operation, attendees) =>
      calls.send(
        { transactionId, command: "modify-attendees", args: { operation, attendees: attendees.join(",") } },
        signal,
      ),
    sayCount: send("say-count"),
    lock: send("lock"),
    unlock: send("unlock"),
    leave: send("leave"),
    endMeeting: send("end-meeting"),
  };
};
