import { createHash } from "node:crypto";
import { cutOff, ownArn } from "@switchhook/aws";
import { Clock, IvrError, type Permission, singleton } from "@switchhook/core";
import { type ChimeClientOptions, type ChimeSdk, lazyChimeSdk } from "./chime-client.js";
import type { Meeting } from "./listing.js";
import { type Admission, type AdmissionRequest, type Attendee, Meetings } from "./meetings.js";

// Of the four seconds of an invocation: what is left is enough to say that it did not work.
const admissionMs = 3200;
// A meeting that ended more often than this under one id does not get found any more within the deadline.
const mostGenerations = 25;
// The most that the service gives at once.
const attendeesAPage = 99;

const permissions: readonly Permission[] = [
  // A meeting that is not there yet has no ARN.
  { actions: ["chime:CreateMeeting"], resource: "*" },
  {
    actions: ["CreateAttendee", "DeleteAttendee", "ListAttendees", "DeleteMeeting"].map(
      (operation) => `chime:${operation}`,
    ),
    // Meetings are made in the region of the caller's leg, and their ARNs are written with and without it.
    resource: ownArn("chime", "meeting/*", "*"),
  },
];

/** Meetings of Amazon Chime SDK, through its SDK client, without a database. */
export const chimeMeetings = (options: ChimeClientOptions = {}) => {
  const sdk = lazyChimeSdk(options);
  const make = ({ clock }: { readonly clock: Clock }): Meetings => ({
    async admit(request) {
      const inTime = cutOff(clock, admissionMs, request.signal, "meeting");
      try {
        return await admit(await sdk(), { ...request, signal: inTime.signal });
      } catch (error) {
        throw explained(error);
      } finally {
        inTime.cancel();
      }
    },
    async release({ meetingId, attendeeId }, signal) {
      await unlessGone(sdk, ({ client, commands }) =>
        client.send(new commands.DeleteAttendeeCommand({ MeetingId: meetingId, AttendeeId: attendeeId }), {
          abortSignal: signal,
        }),
      );
    },
    async end(meetingId, signal) {
      await unlessGone(sdk, ({ client, commands }) =>
        client.send(new commands.DeleteMeetingCommand({ MeetingId: meetingId }), { abortSignal: signal }),
      );
    },
    attendees: async (meetingId, signal) =>
      (await unlessGone(sdk, (opened) => attendeesOf(opened, meetingId, signal))) ?? [],
  });
  return singleton(Meetings, { deps: { clock: Clock }, make }, permissions);
};

/** The meeting has ended, and its attendees with it: that is what was wanted. */
async function unlessGone<T>(
  sdk: () => Promise<ChimeSdk>,
  work: (sdk: ChimeSdk) => Promise<T>,
): Promise<T | undefined> {
  const opened = await sdk();
  try {
    return await work(opened);
  } catch (error) {
    if (error instanceof opened.commands.NotFoundException) return undefined;
    throw error;
  }
}

async function attendeesOf(
  { client, commands }: ChimeSdk,
  meetingId: string,
  signal: AbortSignal,
): Promise<readonly Attendee[]> {
  const found: Attendee[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new commands.ListAttendeesCommand({
        MeetingId: meetingId,
        MaxResults: attendeesAPage,
        ...(NextToken !== undefined && { NextToken }),
      }),
      { abortSignal: signal },
    );
    for (const { AttendeeId, ExternalUserId } of page.Attendees ?? []) {
      if (AttendeeId !== undefined) {
        found.push({ attendeeId: AttendeeId, externalUserId: ExternalUserId ?? "" });
      }
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}

/**
 * All callers of one meeting walk the same way: the request token of a generation gives the same meeting to all of
 * them, and where that has ended (no attendee can be created), they all go on to the token of the next generation.
 */
async function admit(sdk: ChimeSdk, request: AdmissionRequest): Promise<Admission> {
  for (let generation = 0; generation < mostGenerations; generation++) {
    const admission = await admitTo(sdk, request, generation);
    if (admission) return admission;
  }
  throw new IvrError(
    "IVR_MEETING_UNAVAILABLE",
    `the meeting ${request.meeting.id} has ended ${mostGenerations} times`,
    { hint: "Give the listing another id in the directory; its request tokens are used up." },
  );
}

async function admitTo(
  { client, commands }: ChimeSdk,
  { meeting, attendee, region, signal }: AdmissionRequest,
  generation: number,
): Promise<Admission | undefined> {
  const created = await client.send(
    new commands.CreateMeetingCommand({
      ClientRequestToken: requestToken(meeting, generation),
      ExternalMeetingId: meeting.id,
      MediaRegion: region,
      // The service counts, so that callers who come at once cannot be too many.
      ...(meeting.capacity !== undefined && {
        MeetingFeatures: { Attendee: { MaxCount: meeting.capacity } },
      }),
    }),
    { abortSignal: signal },
  );
  const meetingId = created.Meeting?.MeetingId;
  if (meetingId === undefined) throw new Error("CreateMeeting answered without a MeetingId");
  try {
    const { Attendee } = await client.send(
      new commands.CreateAttendeeCommand({ MeetingId: meetingId, ExternalUserId: attendee }),
      { abortSignal: signal },
    );
    if (Attendee?.AttendeeId === undefined || Attendee.JoinToken === undefined) {
      throw new Error("CreateAttendee answered without an AttendeeId or a JoinToken");
    }
    return { meetingId, attendeeId: Attendee.AttendeeId, joinToken: Attendee.JoinToken };
  } catch (error) {
    if (error instanceof commands.NotFoundException) return undefined;
    throw error;
  }
}

/** 2 to 64 of `-_a-zA-Z0-9`, and nothing that could be read back (wire.md 6.2). */
const requestToken = ({ id }: Pick<Meeting, "id">, generation: number): string =>
  `switchhook-${createHash("sha256").update(`${id}\n${generation}`).digest("hex").slice(0, 40)}`;

function explained(error: unknown): IvrError {
  if (error instanceof IvrError) return error;
  return new IvrError(
    "IVR_MEETING_UNAVAILABLE",
    `the meetings service did not get it done: ${nameOf(error)}`,
    {
      cause: error,
    },
  );
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
