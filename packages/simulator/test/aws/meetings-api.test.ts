import * as sdk from "@aws-sdk/client-chime-sdk-meetings";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalEndpoint, listen, MeetingStore, type MeetingsApi, meetingsApi } from "../../src/index.js";

let api: MeetingsApi;
let endpoint: LocalEndpoint;
let client: sdk.ChimeSDKMeetingsClient;

async function open(store?: MeetingStore) {
  api = meetingsApi("us-east-1", store);
  endpoint = await listen(api.app);
  client = new sdk.ChimeSDKMeetingsClient({
    endpoint: endpoint.url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
}
async function close() {
  client.destroy();
  await endpoint.close();
}
beforeEach(() => open());
afterEach(close);

const request = { ClientRequestToken: "12345", MediaRegion: "us-east-1", ExternalMeetingId: "team" };
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const createMeeting = async (extra: Partial<sdk.CreateMeetingCommandInput> = {}): Promise<string> =>
  (await client.send(new sdk.CreateMeetingCommand({ ...request, ...extra }))).Meeting?.MeetingId ?? "";
const createAttendee = async (MeetingId: string, ExternalUserId = "caller-1") =>
  (await client.send(new sdk.CreateAttendeeCommand({ MeetingId, ExternalUserId }))).Attendee;

describe("the meetings endpoint, to the real SDK client (6.2)", () => {
  it("creates a meeting, reads it, and ends it with 204", async () => {
    const { Meeting } = await client.send(new sdk.CreateMeetingCommand(request));
    const MeetingId = Meeting?.MeetingId ?? "";
    expect(MeetingId).toMatch(guid);
    expect(Meeting).toMatchObject({ ExternalMeetingId: "team", MediaRegion: "us-east-1" });
    expect(Meeting?.MeetingArn).toContain(`meeting/${MeetingId}`);
    expect((await client.send(new sdk.GetMeetingCommand({ MeetingId }))).Meeting?.MeetingId).toBe(MeetingId);
    const { $metadata } = await client.send(new sdk.DeleteMeetingCommand({ MeetingId }));
    expect($metadata.httpStatusCode).toBe(204);
    await expect(client.send(new sdk.GetMeetingCommand({ MeetingId }))).rejects.toThrow(
      sdk.NotFoundException,
    );
    await expect(client.send(new sdk.DeleteMeetingCommand({ MeetingId }))).rejects.toThrow(
      sdk.NotFoundException,
    );
  });

  it("creates attendees, reads, lists by page, and deletes them", async () => {
    const MeetingId = await createMeeting();
    const made = [
      await createAttendee(MeetingId, "one-1"),
      await createAttendee(MeetingId, "two-2"),
      await createAttendee(MeetingId, "three-3"),
    ];
    const AttendeeId = made[0]?.AttendeeId ?? "";
    expect(made[0]?.JoinToken?.length).toBeGreaterThan(2);
    const read = await client.send(new sdk.GetAttendeeCommand({ MeetingId, AttendeeId }));
    expect(read.Attendee).toEqual(made[0]);
    const page = await client.send(new sdk.ListAttendeesCommand({ MeetingId, MaxResults: 2 }));
    const rest = await client.send(new sdk.ListAttendeesCommand({ MeetingId, NextToken: page.NextToken }));
    expect([...(page.Attendees ?? []), ...(rest.Attendees ?? [])]).toEqual(made);
    expect(rest.NextToken).toBeUndefined();
    await client.send(new sdk.DeleteAttendeeCommand({ MeetingId, AttendeeId }));
    await expect(client.send(new sdk.GetAttendeeCommand({ MeetingId, AttendeeId }))).rejects.toThrow(
      sdk.NotFoundException,
    );
  });

  it("creates many at once, and tells which it refuses", async () => {
    const both = await client.send(
      new sdk.CreateMeetingWithAttendeesCommand({
        ...request,
        Attendees: [{ ExternalUserId: "one-1" }, { ExternalUserId: "aws:two" }],
      }),
    );
    expect(both.Attendees).toHaveLength(1);
    expect(both.Errors).toMatchObject([{ ExternalUserId: "aws:two", ErrorCode: "BadRequestException" }]);
    const MeetingId = both.Meeting?.MeetingId ?? "";
    const batch = await client.send(
      new sdk.BatchCreateAttendeeCommand({ MeetingId, Attendees: [{ ExternalUserId: "three-3" }] }),
    );
    expect(batch.Attendees).toHaveLength(1);
    const tooMany = Array.from({ length: 21 }, (_, index) => ({ ExternalUserId: `user-${index}` }));
    await expect(
      client.send(new sdk.CreateMeetingWithAttendeesCommand({ ...request, Attendees: tooMany })),
    ).rejects.toThrow(sdk.BadRequestException);
  });
});

describe("idempotency (6.3)", () => {
  it("a token gives the same meeting, a user the same attendee", async () => {
    const [one, same, other] = [
      await createMeeting(),
      await createMeeting(),
      await createMeeting({ ClientRequestToken: "67890" }),
    ];
    expect(same).toBe(one);
    expect(other).not.toBe(one);
    expect(await createAttendee(one)).toEqual(await createAttendee(one));
  });

  it("no attendee is created in a meeting that has ended, whose token still names it", async () => {
    const ended = await createMeeting();
    api.store.end(ended);
    expect(await createMeeting()).toBe(ended);
    await expect(createAttendee(ended)).rejects.toThrow(sdk.NotFoundException);
  });

  it("the token of an ended meeting gives a new one, when switched so (7.2 r)", async () => {
    await close();
    await open(new MeetingStore({ forgetsEndedTokens: true }));
    const ended = await createMeeting();
    api.store.end(ended);
    expect(await createMeeting()).not.toBe(ended);
  });
});

describe("limits and field rules (6.2)", () => {
  it("a meeting takes as many as it may", async () => {
    const MeetingId = await createMeeting({ MeetingFeatures: { Attendee: { MaxCount: 1 } } });
    await createAttendee(MeetingId, "one-1");
    await expect(createAttendee(MeetingId, "two-2")).rejects.toThrow(sdk.LimitExceededException);
  });

  it.each([
    ["ClientRequestToken", { ClientRequestToken: "#" }],
    ["ExternalMeetingId", { ExternalMeetingId: "aws:team" }],
    ["MediaRegion", { MediaRegion: "moon" }],
    ["MaxCount", { MeetingFeatures: { Attendee: { MaxCount: 251 } } }],
  ])("%s is checked", async (_, extra) => {
    await expect(createMeeting(extra)).rejects.toThrow(sdk.BadRequestException);
  });

  it("an ExternalUserId is checked", async () => {
    await expect(createAttendee(await createMeeting(), "x")).rejects.toThrow(sdk.BadRequestException);
  });
});

describe("faults on demand", () => {
  it.each([
    [429, "ThrottlingException", sdk.ThrottlingException],
    [409, "ConflictException", sdk.ConflictException],
    [403, "ForbiddenException", sdk.ForbiddenException],
    [401, "UnauthorizedException", sdk.UnauthorizedException],
    [500, "ServiceFailureException", sdk.ServiceFailureException],
    [503, "ServiceUnavailableException", sdk.ServiceUnavailableException],
  ] as const)("%s %s, as often as planned", async (status, code, exception) => {
    api.faults.fail("CreateMeeting", status, code, 1);
    await expect(createMeeting()).rejects.toThrow(exception);
    expect(await createMeeting()).toMatch(guid);
    expect(api.requests.get("CreateMeeting")).toBe(2);
  });

  it("throttles every operation, until it is told to stop", async () => {
    api.faults.throttle("*");
    await expect(createMeeting()).rejects.toThrow(sdk.ThrottlingException);
    api.faults.clear();
    expect(await createMeeting()).toMatch(guid);
  });

  it("hangs until the client gives up", async () => {
    api.faults.hang("CreateMeeting", 1);
    const given = new AbortController();
    const hung = client.send(new sdk.CreateMeetingCommand(request), { abortSignal: given.signal });
    while (!api.requests.get("CreateMeeting")) await new Promise((resolve) => setImmediate(resolve));
    given.abort();
    await expect(hung).rejects.toThrow(/abort/i);
    expect(api.store.all()).toEqual([]);
  });

  it("a connection that is lost has brought nothing", async () => {
    api.faults.demand("CreateMeeting", "drop", 1);
    await expect(createMeeting()).rejects.toThrow();
    expect(api.store.all()).toEqual([]);
    expect(await createMeeting()).toMatch(guid);
  });

  it("a reply that is lost leaves what was asked for carried out", async () => {
    api.faults.demand("CreateMeeting", "lose reply", 1);
    await expect(createMeeting()).rejects.toThrow();
    expect(api.store.all()).toHaveLength(1);
  });
});
