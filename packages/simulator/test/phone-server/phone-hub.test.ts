import { describe, expect, it } from "vitest";
import { bridge, collect, hangup, play } from "../engine/handlers.js";
import { aHub, dial } from "./a-hub.js";

const open = (phone: string, number: string) => ({ do: "open phone", phone, number }) as const;

describe("a phone", () => {
  it("that dials is attached to its leg, talks once it is answered, and is idle after the end", async () => {
    const phone = aHub((event) =>
      event.InvocationEventType === "NEW_INBOUND_CALL" ? [play("hi"), hangup()] : undefined,
    );
    await phone.ask(open("p1", "+12065550102"));
    await phone.ask({ ...dial("p1"), sipHeaders: { "X-Trace": "1" } } as never);
    expect(phone.attached).toEqual([[phone.service.calls[0]?.caller.callId, "p1"]]);
    expect(phone.events[0]?.CallDetails.Participants[0]).toMatchObject({
      From: "+12065550102",
      SipHeaders: { "X-Trace": "1" },
    });
    expect(phone.tab.all("phone").map(({ state }) => state)).toEqual(["idle", "calling", "talking"]);
    await phone.elapse(2000);
    expect(phone.tab.state("p1")).toBe("idle");
    expect(phone.tab.all("call").at(-1)?.call.over).toBe(true);
  });

  it("types keys into its own leg, and hangs up", async () => {
    const phone = aHub((event) =>
      event.InvocationEventType === "NEW_INBOUND_CALL" ? [collect()] : [play("x")],
    );
    await phone.ask(open("p1", "1"));
    await phone.ask(dial("p1"));
    for (const key of "123#") await phone.ask({ do: "key", phone: "p1", key });
    expect(phone.events[1]).toMatchObject({ ActionData: { ReceivedDigits: "123" } });
    await phone.ask({ do: "hang up", phone: "p1" });
    expect(phone.events.at(-1)?.InvocationEventType).toBe("HANGUP");
    expect(phone.tab.state("p1")).toBe("idle");
  });

  it("that is in a call makes no second one", async () => {
    const phone = aHub(() => [play("x", { Repeat: 9 })]);
    await phone.ask(open("p1", "1"));
    await phone.ask(dial("p1"));
    await phone.ask(dial("p1"));
    expect(phone.service.calls).toHaveLength(1);
    expect(phone.tab.all("problem").at(-1)?.text).toContain("hang up first");
  });
});

describe("a call to a phone", () => {
  const bridged = async (to = "+12065550191") => {
    const phones = aHub((event) =>
      event.InvocationEventType === "NEW_INBOUND_CALL" ? [bridge(to)] : [play("x", { Repeat: 9 })],
    );
    await phones.ask(open("p1", "+12065550102"));
    await phones.ask(open("p2", "+12065550190"));
    await phones.ask(open("p3", "+12065550191"));
    await phones.ask(dial("p1"));
    return phones;
  };

  it("rings on the phone with that number, and bridges both when it answers", async () => {
    const phones = await bridged();
    expect([phones.tab.state("p2"), phones.tab.state("p3")]).toEqual(["idle", "ringing"]);
    await phones.ask({ do: "answer", phone: "p3" });
    expect(phones.tab.all("phone").at(-1)).toMatchObject({ phone: "p3", state: "talking", leg: "LEG-B" });
    expect(phones.tab.state("p1")).toBe("talking");
    expect(phones.events[1]).toMatchObject({ ActionData: { Type: "CallAndBridge" } });
    await phones.ask({ do: "hang up", phone: "p3" });
    expect(phones.events.at(-1)?.InvocationEventType).toBe("HANGUP");
  });

  it("rings on any phone that is free when none has the number", async () => {
    const phones = await bridged("+12065550199");
    expect(phones.tab.state("p2")).toBe("ringing");
  });

  it("that is refused fails as CallNotAnswered", async () => {
    const phones = await bridged();
    await phones.ask({ do: "refuse", phone: "p3" });
    expect(phones.events[1]).toMatchObject({ ActionData: { ErrorType: "CallNotAnswered" } });
    expect(phones.tab.state("p3")).toBe("idle");
  });

  it("is taken back when the caller hangs up while it rings", async () => {
    const phones = await bridged();
    await phones.ask({ do: "hang up", phone: "p1" });
    expect(phones.tab.state("p3")).toBe("idle");
  });

  it("that nobody can take is told to people, and fails", async () => {
    const phones = aHub((event) =>
      event.InvocationEventType === "NEW_INBOUND_CALL" ? [bridge("+12065550199")] : [hangup()],
    );
    await phones.ask(open("p1", "1"));
    await phones.ask(dial("p1"));
    expect(phones.tab.all("problem")[0]?.text).toContain("Nobody can take the call to +12065550199");
    expect(phones.events[1]).toMatchObject({ ActionData: { ErrorType: "CallNotAnswered" } });
  });

  it("placed from outside rings, and begins when it is answered (4.8)", async () => {
    const phones = aHub((event) =>
      event.InvocationEventType === "CALL_ANSWERED" ? [play("hello")] : undefined,
    );
    await phones.ask(open("p1", "+12065550102"));
    await phones.ask({
      do: "place call",
      to: "+12065550102",
      from: "+12065550101",
      args: { why: "reminder" },
    });
    await phones.elapse(0);
    expect(phones.tab.state("p1")).toBe("ringing");
    await phones.ask({ do: "answer", phone: "p1" });
    expect(phones.tab.all("phone").at(-1)).toMatchObject({ state: "talking", leg: "LEG-A" });
    expect(phones.events.map(({ InvocationEventType }) => InvocationEventType)).toEqual([
      "NEW_OUTBOUND_CALL",
      "RINGING",
      "CALL_ANSWERED",
    ]);
  });
});

describe("tabs", () => {
  it("that come later see the calls there are", async () => {
    const phones = aHub(() => [play("x")]);
    await phones.ask(open("p1", "1"));
    await phones.ask(dial("p1"));
    const later = phones.enter();
    expect(later.all("call")).toHaveLength(1);
    expect(later.all("entry").map(({ index }) => index)).toEqual(later.all("entry").map((_, at) => at));
  });

  it("do not fight over a phone: the later one has it, the former is told and can no more use it", async () => {
    const phones = aHub(() => [play("x", { Repeat: 99 })]);
    await phones.ask(open("p1", "1"));
    await phones.ask(dial("p1"));
    const later = phones.enter();
    await phones.ask(open("p1", "1"), later);
    expect(phones.tab.all("problem").at(-1)?.text).toContain("opened in another tab");
    await phones.ask({ do: "hang up", phone: "p1" });
    expect(phones.service.calls).toHaveLength(1);
    expect(later.state("p1")).toBe("talking");
    await phones.ask({ do: "hang up", phone: "p1" }, later);
    expect(phones.service.calls).toHaveLength(0);
  });

  it("that are closed end their calls after a while, and not when they come back", async () => {
    const phones = aHub((event) =>
      event.InvocationEventType === "HANGUP" ? undefined : [play("x", { Repeat: 99 })],
    );
    await phones.ask(open("p1", "1"));
    await phones.ask(dial("p1"));
    phones.hub.leave(phones.tab);
    await phones.elapse(2000);
    const again = phones.enter();
    await phones.ask(open("p1", "1"), again);
    await phones.elapse(10_000);
    expect(phones.service.calls).toHaveLength(1);
    phones.hub.leave(again);
    await phones.elapse(6000);
    expect(phones.service.calls).toHaveLength(0);
  });

  it("are not waited for when the phone is ended, neither those that left before nor those that leave with it", async () => {
    const phones = aHub((event) =>
      event.InvocationEventType === "HANGUP" ? undefined : [play("x", { Repeat: 99 })],
    );
    await phones.ask(open("p1", "1"));
    await phones.ask(dial("p1"));
    const other = phones.enter();
    await phones.ask(open("p2", "2"), other);
    await phones.ask(dial("p2"), other);
    phones.hub.leave(other);
    phones.hub.close();
    phones.hub.leave(phones.tab);
    await phones.elapse(6000);
    expect(phones.service.calls).toHaveLength(2);
  });
});

describe("what the page may ask of a call", () => {
  it("an update from outside; of a call that is over, a clear message", async () => {
    const phones = aHub((event) =>
      event.InvocationEventType === "HANGUP" ? undefined : [play("x", { Repeat: 99 })],
    );
    await phones.ask(open("p1", "1"));
    await phones.ask(dial("p1"));
    const [call] = phones.service.calls;
    await phones.ask({ do: "update", call: call?.transactionId ?? "", args: { command: "go" } });
    expect(
      phones.events.some(({ InvocationEventType }) => InvocationEventType === "CALL_UPDATE_REQUESTED"),
    ).toBe(true);
    await phones.ask({ do: "hang up", phone: "p1" });
    await phones.ask({ do: "update", call: call?.transactionId ?? "", args: {} });
    expect(phones.tab.all("problem").at(-1)?.text).toContain("nothing to update");
  });

  it("a failure of the next action of a type", async () => {
    const phones = aHub((event) =>
      event.InvocationEventType === "NEW_INBOUND_CALL" ? [play("x")] : [hangup()],
    );
    await phones.ask(open("p1", "1"));
    await phones.ask({
      do: "fault",
      target: { action: "PlayAudio", errorType: "SystemException" },
      times: 1,
    });
    await phones.ask(dial("p1"));
    await phones.elapse(10);
    expect(phones.events[1]).toMatchObject({ ActionData: { ErrorType: "SystemException" } });
  });

  it("to go on from an event of a call that is over, also of one from a file", async () => {
    const phones = aHub((event) =>
      event.InvocationEventType === "NEW_INBOUND_CALL" ? [collect()] : [play("x")],
    );
    await phones.ask(open("p1", "1"));
    await phones.ask(dial("p1"));
    for (const key of "123#") await phones.ask({ do: "key", phone: "p1", key });
    await phones.ask({ do: "hang up", phone: "p1" });
    const [first] = phones.log.calls;
    if (!first) throw new Error("no call");
    const other = aHub(() => [play("again")]);
    const id = other.log.fromFile(JSON.parse(JSON.stringify(phones.log.toFile(first))));
    await other.ask(open("p1", "1"));
    await other.ask({ do: "go on from", call: id, sequence: 2, phone: "p1" });
    expect(other.events[0]).toMatchObject({ Sequence: 2, ActionData: { ReceivedDigits: "123" } });
    expect(other.tab.all("call").at(-1)?.call.goesOnFrom).toEqual({ call: id, sequence: 2 });
    await other.ask({ do: "hang up", phone: "p1" });
    await other.ask({ do: "go on from", call: id, sequence: 99, phone: "p1" });
    expect(other.tab.all("problem").at(-1)?.text).toContain("no event 99");
  });
});
