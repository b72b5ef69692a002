import type { SmaHandler } from "../engine/ports.js";

/** What Lambda's own runtime emulators serve; SAM and others have the function's name in the path. */
const invokePath = "/2015-03-31/functions/function/invocations";

/**
 * A handler behind the Lambda invoke API: the runtime interface emulator, SAM local, or any program in any language
 * that answers a POST of the event with the response.
 */
export function urlHandler(url: string): SmaHandler {
  const target = new URL(url);
  if (target.pathname === "/") target.pathname = invokePath;
  return async (event) => {
    const response = await fetch(target, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(event),
    }).catch((error: unknown) => {
      const { cause } = error as { cause?: { code?: string; message?: string } };
      const why = cause?.code ?? cause?.message ?? String(error);
      throw new Error(`${target.href} cannot be reached (${why}): start what serves the handler there`);
    });
    const text = await response.text();
    const failed = response.headers.get("x-amz-function-error");
    if (failed !== null) throw new Error(`the function failed (${failed}): ${text.slice(0, 500)}`);
    if (!response.ok)
      throw new Error(`${target.href} answered HTTP ${response.status}: ${text.slice(0, 200)}`);
    try {
      return text === "" ? null : JSON.parse(text);
    } catch {
      // The service would not make more of it: it is judged as the text that it is.
      return text;
    }
  };
}
