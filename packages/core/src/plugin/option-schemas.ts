import * as z from "zod/mini";
import { once } from "../once.js";

// Pieces that the options of many plugins are made of, so that they are refused in the same words everywhere.

/** The name of an S3 bucket. */
export const bucketName = once(() =>
  z.string().check(
    // No two dots in a row, and nothing that looks like an IP address: S3 refuses both.
    z.regex(
      /^(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      "must be the name of an S3 bucket",
    ),
  ),
);

/** One key of a phone. */
export const phoneKey = once(() => z.string().check(z.regex(/^[0-9*#]$/, "must be one of 0-9 * #")));

/** The keys that a feature listens for. */
export const digitCode = once(() =>
  z.string().check(z.regex(/^[0-9*#]{1,10}$/, "must be one to ten of 0-9 * #")),
);

/** What is put in front of keys in S3: it stays in its folder, for tools that take it for a path. At most 200 characters. */
export const keyPrefix = once(() =>
  z
    .string()
    .check(
      z.maxLength(200),
      z.regex(
        /^(?!.*(?:^|\/)\.{0,2}(?:\/|$))[\x20-\x7e]+$/,
        "must be names joined by /, that neither begin nor end with / and are not . or ..",
      ),
    ),
);

/** An AWS region. */
export const regionName = once(() =>
  z.string().check(z.regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "must be a region such as us-east-1")),
);

/** A language tag. */
export const languageTag = once(() =>
  z
    .string()
    .check(z.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, "must be a language tag such as en-US or es")),
);

/** The name of a prompt; it is kept in the call state, so it has none of the signs that separate things there. */
export const promptName = once(() =>
  z
    .string()
    .check(
      z.regex(/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/i, "must be a name of letters and digits, joined by - _ or ."),
    ),
);
