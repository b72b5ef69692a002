import { IvrError } from "@switchhook/core";
import { Listing, type MeetingDirectory } from "@switchhook/plugin-meeting-pin";

export interface HttpDirectoryOptions {
  /** Where a PIN is asked for, such as `https://rooms.example.com/pins/find`. */
  readonly url: string;
  /** Sent as a bearer token; from your secrets. */
  readonly token: string;
}

/** Asks the company's own room service; a service that fails, or answers something else, is `IVR_DIRECTORY_INVALID`. */
export const httpDirectory = ({ url, token }: HttpDirectoryOptions): MeetingDirectory => ({
  async find(pin, signal) {
    // Posted: an address would be in the access log of every machine on the way, with the PIN in it.
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ pin }),
      ...(signal && { signal }),
    });
    if (response.status === 404) return undefined;
    if (!response.ok) throw unexpected(`the status ${response.status}`);
    const listing = Listing.safeParse(await response.json().catch(() => undefined));
    if (!listing.success) throw unexpected("something that is no listing");
    return listing.data;
  },
});

// What was answered is not told: a service that echoes the PIN would have it in our log.
const unexpected = (what: string): IvrError =>
  new IvrError("IVR_DIRECTORY_INVALID", `the room service answered ${what}`, {
    hint: "Expected: 200 with a listing as JSON, or 404 for a PIN that is none.",
  });
