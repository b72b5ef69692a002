import * as z from "zod/mini";
import { Listing } from "../listing.js";

// Three kinds of items in one table, told apart by what their key begins with.
export const listingKey = (id: string): string => `listing#${id}`;
export const pinKey = (hash: string): string => `pin#${hash}`;

/** A listing as it is stored: with its PINs hashed, and never in clear text. */
export const ListingItem = z.lazy(() =>
  z.object({
    ...z.omit(Listing, { role: true }).shape,
    pins: z.array(z.object({ hash: z.string(), role: z.enum(["moderator", "participant"]) })),
    pinLength: z.optional(z.int()),
  }),
);
export type ListingItem = z.infer<typeof ListingItem>;

/** Leads from a hashed PIN to its listing. */
export const PinItem = z.object({ listing: z.string() });
