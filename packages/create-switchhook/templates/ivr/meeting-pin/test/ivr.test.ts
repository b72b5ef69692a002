import { describe, expect, it } from "vitest";
import { dial } from "./dial.js";

const dialIn = async () => {
  const call = await dial();
  // #if menu
  await call.press("3");
  // #end
  return call;
};

describe("the meeting line", () => {
  it("greets the caller, takes the PIN and joins the meeting", async () => {
    const call = await dialIn();
    expect(call).toBeAskedFor("enter-pin");
    await call.pressSecret("12345#");
    expect(call).toHear("welcome", "enter-pin");
    expect(call).toJoinMeeting();
  });

  it("says so when no meeting has the PIN, and asks again", async () => {
    const call = await dialIn();
    await call.press("9999#");
    expect(call).toBeAskedFor("invalid-pin");
    expect(call).not.toJoinMeeting();
  });
  // #if attendees

  it("mutes the caller with *6, and says so", async () => {
    const call = await dialIn();
    await call.press("12345#");
    await call.press("*6");
    expect(call).toHear("muted");
    expect(call).toBeMuted();
  });
  // #end
  // #if recording

  it("records the call with *9, and says so", async () => {
    const call = await dialIn();
    await call.press("12345#");
    await call.press("*9");
    expect(call).toHear("recording-started");
    expect(call).toBeRecorded();
  });
  // #end
});
