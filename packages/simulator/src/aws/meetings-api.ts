import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Faults, type FaultyPlace } from "./faults.js";
import { MeetingStore, type StoredAttendee, type StoredMeeting } from "./meeting-store.js";
import { sufferFault } from "./suffer-fault.js";

/** What the endpoint answers instead of a result (wire.md 6.1, 6.2). */
class ApiError extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const notFound = (what: string) => new ApiError(404, "NotFoundException", `The ${what} was not found.`);
const badRequest = (message: string) => new ApiError(400, "BadRequestException", message);

const token = /^[-_a-zA-Z0-9]{2,64}$/;
const externalId = /^(?!aws:)[-_&@+=,(){}[\]/«».:|'"#a-zA-Z0-9À-ÿ\s]{2,64}$/;

export interface MeetingsApi {
  readonly app: Hono;
  readonly store: MeetingStore;
  readonly faults: Faults;
  /** How often each operation was asked for. */
  readonly requests: ReadonlyMap<string, number>;
}

/** The REST API of Chime SDK Meetings, as far as dialling in needs it: what the real SDK client speaks with. */
export function meetingsApi(region: string, store = new MeetingStore()): MeetingsApi {
  const app = new Hono();
  const faults = new Faults();
  const requests = new Map<string, number>();

  const operation =
    (name: FaultyPlace, run: (c: Context) => Promise<Response> | Response) => (c: Context) => {
      requests.set(name, (requests.get(name) ?? 0) + 1);
      return sufferFault(c, faults.take(new URL(c.req.url).host, name, "meetings"), {
        refuse: ({ status, code }) =>
          failure(c, new ApiError(status as ContentfulStatusCode, code, "a planned fault")),
        async carryOut() {
          try {
            return await run(c);
          } catch (error) {
            if (error instanceof ApiError) return failure(c, error);
            throw error;
          }
        },
      });
    };

  const meetingOf = (c: Context): StoredMeeting => {
    const meeting = store.find(c.req.param("meetingId") ?? "");
    if (!meeting) throw notFound("meeting");
    return meeting;
  };
  const attendeeOf = (c: Context, meeting: StoredMeeting): StoredAttendee => {
    const attendee = meeting.attendees.get(c.req.param("attendeeId") ?? "");
    if (!attendee) throw notFound("attendee");
    return attendee;
  };

  app.post("/meetings", (c) =>
    c.req.query("operation") === "create-attendees"
      ? operation("CreateMeetingWithAttendees", async () => {
          const body = await bodyOf(c);
          const meeting = create(store, body);
          return c.json({ Meeting: describe(meeting, region), ...admitMany(store, meeting, body, 20) });
        })(c)
      : operation("CreateMeeting", async () =>
          c.json({ Meeting: describe(create(store, await bodyOf(c)), region) }),
        )(c),
  );
  app.get(
    "/meetings/:meetingId",
    operation("GetMeeting", (c) => c.json({ Meeting: describe(meetingOf(c), region) })),
  );
  app.delete(
    "/meetings/:meetingId",
    operation("DeleteMeeting", (c) => {
      store.end(meetingOf(c).meetingId);
      return c.body(null, 204);
    }),
  );
  app.post("/meetings/:meetingId/attendees", (c) =>
    c.req.query("operation") === "batch-create"
      ? operation("BatchCreateAttendee", async () =>
          c.json(admitMany(store, meetingOf(c), await bodyOf(c), 100)),
        )(c)
      : operation("CreateAttendee", async () => {
          const meeting = meetingOf(c);
          const { ExternalUserId, Capabilities } = await bodyOf(c);
          return c.json({ Attendee: admitOne(store, meeting, ExternalUserId, Capabilities) });
        })(c),
  );
  app.get(
    "/meetings/:meetingId/attendees",
    operation("ListAttendees", (c) => c.json(list(c, meetingOf(c)))),
  );
  app.get(
    "/meetings/:meetingId/attendees/:attendeeId",
    operation("GetAttendee", (c) => c.json({ Attendee: describeAttendee(attendeeOf(c, meetingOf(c))) })),
  );
  app.delete(
    "/meetings/:meetingId/attendees/:attendeeId",
    operation("DeleteAttendee", (c) => {
      const meeting = meetingOf(c);
      store.remove(meeting, attendeeOf(c, meeting).attendeeId);
      return c.body(null, 204);
    }),
  );
  return { app, store, faults, requests };
}

type Body = Readonly<Record<string, unknown>>;

async function bodyOf(c: Context): Promise<Body> {
  try {
    return (await c.req.json()) as Body;
  } catch {
    throw badRequest("The body is not JSON.");
  }
}

function create(store: MeetingStore, body: Body): StoredMeeting {
  const { ClientRequestToken, ExternalMeetingId, MediaRegion, MeetingFeatures } = body;
  if (typeof ClientRequestToken !== "string" || !token.test(ClientRequestToken)) {
    throw badRequest("ClientRequestToken must have 2 to 64 of -_a-zA-Z0-9.");
  }
  if (typeof ExternalMeetingId !== "string" || !externalId.test(ExternalMeetingId)) {
    throw badRequest("ExternalMeetingId is not valid.");
  }
  if (typeof MediaRegion !== "string" || !/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(MediaRegion)) {
    throw badRequest("MediaRegion is not valid.");
  }
  const most = (MeetingFeatures as { Attendee?: { MaxCount?: unknown } } | undefined)?.Attendee?.MaxCount;
  if (most !== undefined && (typeof most !== "number" || most < 1 || most > 250)) {
    throw badRequest("MeetingFeatures.Attendee.MaxCount must be 1 to 250.");
  }
  return store.create({
    token: ClientRequestToken,
    externalMeetingId: ExternalMeetingId,
    mediaRegion: MediaRegion,
    ...(typeof most === "number" && { maxAttendees: most }),
  });
}

function admitOne(store: MeetingStore, meeting: StoredMeeting, user: unknown, capabilities: unknown) {
  if (typeof user !== "string" || !externalId.test(user)) throw badRequest("ExternalUserId is not valid.");
  const attendee = store.admit(meeting, user, (capabilities ?? undefined) as object | undefined);
  if (!attendee)
    throw new ApiError(400, "LimitExceededException", "The meeting has as many attendees as it may have.");
  return describeAttendee(attendee);
}

function admitMany(store: MeetingStore, meeting: StoredMeeting, { Attendees }: Body, most: number) {
  if (!Array.isArray(Attendees) || Attendees.length < 1 || Attendees.length > most) {
    throw badRequest(`Attendees must have 1 to ${most} entries.`);
  }
  const admitted: object[] = [];
  const errors: object[] = [];
  for (const { ExternalUserId, Capabilities } of Attendees as {
    ExternalUserId?: unknown;
    Capabilities?: unknown;
  }[]) {
    try {
      admitted.push(admitOne(store, meeting, ExternalUserId, Capabilities));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      errors.push({ ExternalUserId, ErrorCode: error.code, ErrorMessage: error.message });
    }
  }
  return { Attendees: admitted, Errors: errors };
}

function list(c: Context, meeting: StoredMeeting) {
  const all = [...meeting.attendees.values()];
  const from = Number(c.req.query("next-token") ?? 0);
  const most = Math.min(100, Number(c.req.query("max-results") ?? 100));
  const next = from + most;
  return {
    Attendees: all.slice(from, next).map(describeAttendee),
    ...(next < all.length && { NextToken: String(next) }),
  };
}

const describe = (meeting: StoredMeeting, region: string) => ({
  MeetingId: meeting.meetingId,
  ExternalMeetingId: meeting.externalMeetingId,
  MediaRegion: meeting.mediaRegion,
  MeetingArn: `arn:aws:chime:${region}:111122223333:meeting/${meeting.meetingId}`,
  MediaPlacement: {},
});

const describeAttendee = (attendee: StoredAttendee) => ({
  AttendeeId: attendee.attendeeId,
  ExternalUserId: attendee.externalUserId,
  JoinToken: attendee.joinToken,
  Capabilities: attendee.capabilities,
});

function failure(c: Context, { status, code, message }: ApiError): Response {
  // The SDK picks its class by this header.
  c.header("x-amzn-ErrorType", code);
  return c.json({ Code: code, Message: message, RequestId: crypto.randomUUID() }, status);
}
