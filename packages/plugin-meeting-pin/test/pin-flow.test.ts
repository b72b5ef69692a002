import { value } from "@switchhook/core";
import { afterEach, describe, expect, it } from "vitest";
import { GuessGuard, MeetingDirectory, memoryGuessGuard } from "../src/index.js";
import { type DialIn, dialAndType, joined, listed, startDialIn } from "./dial-in.js";

let app: DialIn | undefined;
afterEach(() => app?.close());

const weekly = listed({ "12345": { id: "weekly", title: "Weekly" } });
describe("guessing a PIN", () => {
  it("is over for a caller after nine wrong ones in three calls, and sounds as before: also the right one is wrong", async () => {
    app = await startDialIn(weekly);
    const first = await dialAndType(app, ["11111", "22222", "33333"]);
    await dialAndType(app, ["44444", "55555", "66666"]);
    await dialAndType(app, ["77777", "88888", "99999"]);
    const blocked = await dialAndType(app, ["12345", "12345", "12345"]);
    expect(blocked.heard).toEqual(first.heard);
    expect(blocked.responses.map(withoutIds)).toEqual(first.responses.map(withoutIds));
    expect(blocked.call.ended).toBe(true);
  });

  it("does not keep other callers out, and the caller only for a quarter of an hour", async () => {
    app = await startDialIn(weekly);
    for (let call = 0; call < 3; call++) await dialAndType(app, ["111", "222", "333"]);
    expect(joined(await dialAndType(app, ["12345"]))).toBe(false);
    expect(joined(await dialAndType(app, ["12345"], "+12065550199"))).toBe(true);
    await app.clock.advance(15 * 60_000);
    expect(joined(await dialAndType(app, ["12345"]))).toBe(true);
  });

  it("is in the log once when the block begins, without digits and numbers", async () => {
    app = await startDialIn(weekly);
    for (let call = 0; call < 4; call++) await dialAndType(app, ["71171", "71172", "71173"]);
    const entries = app.log.filter(({ fields }) => fields.code === "IVR_PIN_GUESSED");
    expect(entries).toMatchObject([{ level: "warn", fields: { blocks: ["caller"], plugin: "meeting-pin" } }]);
    expect(JSON.stringify(app.log)).not.toMatch(/7117|2065550102/);
  });

  it("is not what silence is", async () => {
    app = await startDialIn(weekly, {
      services: [memoryGuessGuard({ perCaller: { tries: 1 } })],
    });
    await (await app.caller().dial()).untilEnded();
    expect(joined(await dialAndType(app, ["12345"]))).toBe(true);
  });

  it("is judged under an id that every delivery of its event has", async () => {
    const ids: string[] = [];
    app = await startDialIn(weekly, {
      services: [value(GuessGuard, { judge: ({ id }) => ({ pass: ids.push(id) > 0, blocks: [] }) })],
    });
    const call = await dialAndType(app, ["111", "222"]);
    const [, first, second] = call.events;
    expect(ids).toEqual(
      [first, second].map((event) => `${event?.CallDetails.TransactionId}:${event?.Sequence}`),
    );
  });
});

describe("a listing", () => {
  it("is collected in its own length without any option", async () => {
    const find = (pin: string) => (pin === "80421953" ? { id: "board" } : undefined);
    app = await startDialIn(value(MeetingDirectory, { find, pinLengths: { min: 8, max: 8 } }));
    // The eighth digit is enough, for no PIN is longer.
    expect(joined(await (await app.caller().dial()).enter("80421953"))).toBe(true);
  });

  it("leaves in the call state what later plugins need of it, and little of that", async () => {
    app = await startDialIn(
      listed({
        "12345": {
          id: "board",
          title: "Board",
          role: "moderator",
          capacity: 12,
          recording: { mode: "always" },
          hours: { timeZone: "UTC", open: ["daily 00:00-24:00"] },
          expires: "2027-01-01T00:00:00Z",
        },
      }),
    );
    const call = await dialAndType(app, ["12345"]);
    const state = String(call.responses.at(-1)?.TransactionAttributes?.ivr);
    expect(JSON.parse(state).r.meeting).toEqual({
      id: "board",
      title: "Board",
      role: "moderator",
      capacity: 12,
      recording: { mode: "always" },
    });
    expect(state.length).toBeLessThan(350);
  });

  it("is no meeting any more from the instant of its expiry on", async () => {
    app = await startDialIn(listed({ "12345": { id: "weekly", expires: "2026-12-01T10:00:00+02:00" } }));
    expect(joined(await dialAndType(app, ["12345"]))).toBe(true);
    await app.clock.advance(30 * 60_000);
    const call = await dialAndType(app, ["12345"]);
    expect(call.heard).toEqual(["enter-pin", "invalid-pin"]);
  });

  it("makes its locale the call's", async () => {
    app = await startDialIn(listed({ "12345": { id: "weekly", locale: "de-DE" } }));
    const call = await dialAndType(app, ["12345"]);
    for (const { meetingId } of app.meetings.store.all()) app.meetings.store.end(meetingId);
    await call.untilEnded();
    expect(call.heard).toEqual(["enter-pin", "meeting-ended (de-DE)"]);
  });
});

describe("opening hours of a listing", () => {
  const hours = { timeZone: "Europe/Berlin", open: ["mon-fri 09:00-10:00"] };
  const heard = async (listing: object, options = {}): Promise<readonly string[]> => {
    app = await startDialIn(
      listed({ "12345": { id: "weekly", title: "Weekly", hours, ...listing } }),
      options,
    );
    const call = await dialAndType(app, ["12345"]);
    await call.untilEnded();
    expect(call.problems).toEqual([]);
    return call.heard;
  };

  it("say when it opens, and hang up", async () => {
    expect(await heard({})).toEqual([
      "enter-pin",
      "Weekly is not open now. It opens on Tuesday, 9:00 AM Central European Time. Goodbye.",
    ]);
  });

  it("say it with the date where that is not this week", async () => {
    const later = { ...hours, open: ["2026-12-24 09:00-10:00"] };
    expect((await heard({ hours: later })).at(-1)).toContain("Thursday, December 24 at 9:00 AM");
  });

  it("say until when it was open, if that does not come again", async () => {
    const over = { ...hours, open: ["2026-11-30 09:00-10:30"] };
    expect((await heard({ hours: over })).at(-1)).toBe(
      "Weekly was open until Monday, 10:30 AM Central European Time. Goodbye.",
    );
  });

  it("speak the language of the listing, in its locale", async () => {
    const said = await heard({ locale: "de-AT", title: undefined });
    expect(said.at(-1)).toBe(
      "Diese Besprechung ist jetzt nicht geöffnet. Beginn: Dienstag, 09:00 Mitteleuropäische Zeit. Auf Wiederhören. (de-AT)",
    );
  });

  it("say what the listing says, and what the options say, in that order", async () => {
    const options = { options: { closed: { en: { opens: "From {time}.", over: "Over." } } } };
    expect((await heard({}, options)).at(-1)).toBe("From Tuesday, 9:00 AM Central European Time.");
    await app?.close();
    expect((await heard({ hours: { ...hours, before: "{title}? Not yet." } }, options)).at(-1)).toBe(
      "Weekly? Not yet.",
    );
  });

  it("let callers in once they have come, by the clock of the IVR", async () => {
    app = await startDialIn(listed({ "12345": { id: "weekly", hours } }));
    await app.clock.advance(30 * 60_000);
    expect(joined(await dialAndType(app, ["12345"]))).toBe(true);
  });

  it("are told to nobody who is blocked", async () => {
    app = await startDialIn(listed({ "12345": { id: "weekly", hours } }), {
      services: [memoryGuessGuard({ perCaller: { tries: 1 } })],
    });
    const call = await dialAndType(app, ["111", "12345"]);
    expect(call.heard).toEqual(["enter-pin", "invalid-pin", "invalid-pin"]);
  });
});

describe("what goes wrong while a PIN is checked", () => {
  const failing = (find: MeetingDirectory["find"]) => value(MeetingDirectory, { find });
  const unavailable = async (directory: Parameters<typeof startDialIn>[0], options = {}): Promise<DialIn> => {
    app = await startDialIn(directory, options);
    const call = await dialAndType(app, ["12345"]);
    await call.untilEnded();
    expect(call.heard).toEqual(["enter-pin", "meeting-unavailable"]);
    expect(call.problems).toEqual([]);
    return app;
  };
  const codes = ({ log }: DialIn) =>
    log.filter(({ level }) => level === "error").map(({ fields }) => fields.code);

  it("is said to the caller and logged: a directory that throws", async () => {
    const running = await unavailable(
      failing(() => {
        throw new Error("the table is gone: 12345");
      }),
    );
    expect(codes(running)).toEqual(["IVR_MEETING_UNAVAILABLE"]);
    expect(JSON.stringify(running.log)).not.toContain("12345");
  });

  it("is said to the caller and logged: a directory that answers what is no listing", async () => {
    expect(codes(await unavailable(failing(() => ({ id: "no such id!" }) as never)))).toEqual([
      "IVR_DIRECTORY_INVALID",
    ]);
  });

  it("is said to the caller and logged: a guard that fails", async () => {
    const guard = value(GuessGuard, {
      judge: () => Promise.reject(new Error("throttled")),
    });
    expect(codes(await unavailable(weekly, { services: [guard] }))).toEqual(["IVR_MEETING_UNAVAILABLE"]);
  });

  it("is said within two seconds: a directory that does not answer, nor heed its signal", async () => {
    app = await startDialIn(failing(() => new Promise(() => {})));
    const call = await app.caller().dial();
    await call.press("1234");
    call.call.press("5");
    call.call.press("#");
    await call.elapseMeanwhile(2000);
    await call.untilEnded();
    expect(call.heard).toEqual(["enter-pin", "meeting-unavailable"]);
    expect(codes(app)).toEqual(["IVR_MEETING_UNAVAILABLE"]);
  });
});

describe("fifty callers at once", () => {
  it("fill a meeting of ten with ten: the others hear that it is full, and a place that gets free is taken", async () => {
    app = await startDialIn(listed({ "12345": { id: "weekly", capacity: 10 } }));
    const running = app;
    const calls = await Promise.all(
      Array.from({ length: 50 }, (_, index) => running.caller(`+1206555${2000 + index}`).dial()),
    );
    // All on one clock: each types while the others do.
    await Promise.all(calls.map((call) => call.enter("12345")));
    for (const call of calls) await call.answered();
    const inside = calls.filter(joined);
    expect(inside).toHaveLength(10);
    expect(app.meetings.store.all()).toHaveLength(1);
    expect(app.meetings.store.all()[0]?.attendees.size).toBe(10);
    for (const call of calls.filter((one) => !joined(one))) {
      await call.untilEnded();
      expect(call.heard.at(-1)).toBe("meeting-full");
    }
    await inside[0]?.hangUp();
    expect(joined(await dialAndType(app, ["12345"], "+12065559999"))).toBe(true);
  });
});

const withoutIds = (response: object): unknown =>
  JSON.parse(JSON.stringify(response).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id"));
