import { Clock, value } from "@switchhook/core";
import {
  type LocalEndpoint,
  listen,
  MeetingStore,
  type MeetingsApi,
  meetingsApi,
  VirtualClock,
} from "@switchhook/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Admission, chimeMeetings, Meetings } from "../src/index.js";
import { serviceOf } from "./service-of.js";

let api: MeetingsApi;
let endpoint: LocalEndpoint;
beforeEach(async () => {
  api = meetingsApi("eu-central-1");
  endpoint = await listen(api.app);
});
afterEach(() => endpoint.close());

/** The real SDK client of a new process, behind the service that plugins see. */
const newProcess = (clock = new VirtualClock()): Promise<Meetings> =>
  serviceOf(
    Meetings,
    chimeMeetings({
      client: {
        endpoint: endpoint.url,
        region: "eu-central-1",
        credentials: { accessKeyId: "local", secretAccessKey: "local" },
      },
      retryDelayMs: () => 0,
    }),
    value(Clock, clock),
  );

const admit = (meetings: Meetings, attendee: string, id = "weekly"): Promise<Admission> =>
  meetings.admit({ meeting: { id }, attendee, region: "eu-central-1", signal: new AbortController().signal });

describe("meetings without a database (6.3)", () => {
  it("are the same for all callers of one listing, from any process, also at once", async () => {
    const processes = await Promise.all([newProcess(), newProcess(), newProcess()]);
    const admissions = await Promise.all(
      Array.from({ length: 12 }, (_, index) => admit(processes[index % 3] as Meetings, `caller-${index}`)),
    );
    expect(new Set(admissions.map(({ meetingId }) => meetingId)).size).toBe(1);
    expect(new Set(admissions.map(({ attendeeId }) => attendeeId)).size).toBe(12);
    expect(api.store.all()).toHaveLength(1);
  });

  it("are another for another listing", async () => {
    const meetings = await newProcess();
    const [one, other] = [await admit(meetings, "caller-1"), await admit(meetings, "caller-1", "monthly")];
    expect(one.meetingId).not.toBe(other.meetingId);
  });

  it("go on to the next generation when one has ended, for everybody, however often", async () => {
    const [warm, seen] = [await newProcess(), new Set<string>()];
    for (let round = 0; round < 4; round++) {
      const [one, other] = await Promise.all([
        admit(warm, `a-${round}`),
        admit(await newProcess(), `b-${round}`),
      ]);
      expect(one.meetingId).toBe(other.meetingId);
      seen.add(one.meetingId);
      api.store.end(one.meetingId);
    }
    expect(seen.size).toBe(4);
  });

  it("converge also where the service forgets the tokens of ended meetings (7.2 r)", async () => {
    api = meetingsApi("eu-central-1", new MeetingStore({ forgetsEndedTokens: true }));
    await endpoint.close();
    endpoint = await listen(api.app);
    const warm = await newProcess();
    const first = await admit(warm, "caller-a");
    api.store.end(first.meetingId);
    const [one, other] = await Promise.all([admit(warm, "caller-b"), admit(await newProcess(), "caller-c")]);
    expect(one.meetingId).toBe(other.meetingId);
    expect(one.meetingId).not.toBe(first.meetingId);
  });

  it("give a caller one attendee, however often the event is repeated", async () => {
    const [one, other] = await Promise.all([newProcess(), newProcess()]);
    const [first, second] = await Promise.all([admit(one, "caller"), admit(other, "caller")]);
    expect(first).toEqual(second);
  });

  it("are asked for with a token that hides the listing, and an external id that names it", async () => {
    await admit(await newProcess(), "caller");
    const [meeting] = api.store.all();
    expect(meeting?.token).toMatch(/^switchhook-[0-9a-f]{40}$/);
    expect(meeting?.externalMeetingId).toBe("weekly");
  });

  it("take a place back, also when the meeting has ended meanwhile", async () => {
    const meetings = await newProcess();
    const { signal } = new AbortController();
    const place = await admit(meetings, "caller");
    await meetings.release(place, signal);
    expect(api.store.all()[0]?.attendees.size).toBe(0);
    api.store.end(place.meetingId);
    await expect(meetings.release(place, signal)).resolves.toBeUndefined();
  });
});

describe("faults of the service", () => {
  it("that are a full meeting are IVR_MEETING_FULL, others IVR_MEETING_UNAVAILABLE with the cause", async () => {
    const meetings = await newProcess();
    api.faults.fail("CreateAttendee", 400, "LimitExceededException", 1);
    await expect(admit(meetings, "caller")).rejects.toMatchObject({ code: "IVR_MEETING_FULL" });
    expect(api.requests.get("CreateAttendee")).toBe(1);
    api.faults.fail("CreateMeeting", 400, "LimitExceededException", 1);
    await expect(admit(meetings, "caller")).rejects.toMatchObject({ code: "IVR_MEETING_UNAVAILABLE" });
    api.faults.fail("CreateMeeting", 403, "ForbiddenException", 1);
    await expect(admit(meetings, "caller")).rejects.toMatchObject({
      code: "IVR_MEETING_UNAVAILABLE",
      cause: { name: "ForbiddenException" },
    });
  });

  it("are not tried again where that cannot help", async () => {
    api.faults.fail("CreateMeeting", 400, "BadRequestException");
    await expect(admit(await newProcess(), "caller")).rejects.toMatchObject({
      code: "IVR_MEETING_UNAVAILABLE",
    });
    expect(api.requests.get("CreateMeeting")).toBe(1);
  });

  it("that last are given up within 3.2 s, time enough to say so", async () => {
    api.faults.hang("CreateMeeting");
    const clock = new VirtualClock();
    const admission = admit(await newProcess(clock), "caller");
    const outcome = admission.catch((error: unknown) => error);
    while (!api.requests.get("CreateMeeting")) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(3200);
    expect(await outcome).toMatchObject({ code: "IVR_MEETING_UNAVAILABLE" });
  });

  it("give up a listing whose meetings have ended too often, with what to do", async () => {
    const meetings = await newProcess();
    for (let round = 0; round < 25; round++)
      api.store.end((await admit(meetings, `caller-${round}`)).meetingId);
    await expect(admit(meetings, "caller")).rejects.toMatchObject({
      code: "IVR_MEETING_UNAVAILABLE",
      hint: expect.stringContaining("another id"),
    });
  });
});
