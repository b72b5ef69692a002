import { type Finding, finding } from "./findings.js";

/** What was read; `missing` when the service says that there is none. */
export type Read<T> =
  | { readonly is: "there"; readonly value: T }
  | { readonly is: "missing" }
  | { readonly is: "unreadable"; readonly finding: Finding };

const missing = /^(?:NoSuch|NotFound|ResourceNotFound)/;
const denied = /AccessDenied|Forbidden|Unauthorized|AllAccessDisabled/;
// Says nothing of the account, and everything of whoever asks.
const strangers = /Token|UnrecognizedClient|InvalidAccessKeyId|Signature/;

/** Reads one thing of the account; only what hinders all reading, such as no network, is thrown. */
export async function read<T>(where: string, what: string, ask: () => Promise<T>): Promise<Read<T>> {
  try {
    return { is: "there", value: await ask() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // HEAD is answered without a body, and so without a name.
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (strangers.test(error.name)) throw error;
    if (missing.test(error.name) || status === 404) return { is: "missing" };
    if (!denied.test(error.name) && status !== 403) throw error;
    return {
      is: "unreadable",
      finding: finding(
        "not-readable",
        where,
        `does not let ${what}: ${denied.test(error.name) ? error.name : "AccessDenied"}`,
      ),
    };
  }
}
