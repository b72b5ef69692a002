import { type Finding, finding } from "./findings.js";

/** What was read; `missing` when the service says that there is none. */
export type Read<T> =
  | { readonly is: "there"; readonly value: T }
  | { readonly is: "missing" }
  | { readonly is: "unreadable"; readonly finding: Finding };

const missing =
  /^(?:NotFoundException|ResourceNotFoundException|NoSuchBucket|NoSuchBucketPolicy|NotFound|NoSuchKey)$/;
const denied = /AccessDenied|Forbidden|Unauthorized|AllAccessDisabled/;

/** Reads one thing of the account; only what hinders all reading, such as no network, is thrown. */
export async function read<T>(where: string, what: string, ask: () => Promise<T>): Promise<Read<T>> {
  try {
    return { is: "there", value: await ask() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (missing.test(error.name)) return { is: "missing" };
    if (!denied.test(error.name)) throw error;
    return {
      is: "unreadable",
      finding: finding("not-readable", where, `does not let ${what}: ${error.name}`),
    };
  }
}
